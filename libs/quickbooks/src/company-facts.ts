import { z } from 'zod';
import type { WireObject } from './quickbooks.client.js';

/** What a company says of itself, as far as it bears on posting. */
export interface CompanyFacts {
  readonly company: string;
  readonly country: string | null;
  readonly homeCurrency: string;
  readonly multiCurrency: boolean;
  /** The books are closed up to this day. */
  readonly closingDate: string | null;
}

const Info = z.looseObject({ CompanyName: z.string(), Country: z.string().nullish() });
const Preferences = z.looseObject({
  CurrencyPrefs: z.looseObject({
    HomeCurrency: z.looseObject({ value: z.string() }),
    MultiCurrencyEnabled: z.boolean().nullish(),
  }),
  AccountingInfoPrefs: z.looseObject({ BookCloseDate: z.string().nullish() }).nullish(),
});

export function companyFacts(info: WireObject, preferences: WireObject): CompanyFacts {
  const { CompanyName, Country } = Info.parse(info);
  const { CurrencyPrefs, AccountingInfoPrefs } = Preferences.parse(preferences);
  return {
    company: CompanyName,
    country: Country ?? null,
    homeCurrency: CurrencyPrefs.HomeCurrency.value,
    multiCurrency: CurrencyPrefs.MultiCurrencyEnabled ?? false,
    closingDate: AccountingInfoPrefs?.BookCloseDate ?? null,
  };
}
