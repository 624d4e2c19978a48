import { isCurrency } from '../currency-name.js';
import { fault, multicurrencyOff } from '../fault.js';
import type { JsonObject } from '../json.js';
import { momentOf, pacificDate } from '../pacific-time.js';
import { companyRate } from '../realm/company-rate.js';
import { multicurrency, nowMs, type Realm } from '../realm/realm.js';

export function exchangeRate(realm: Realm, query: URLSearchParams): JsonObject {
  if (!multicurrency(realm)) throw multicurrencyOff();
  const source = query.get('sourcecurrencycode') ?? '';
  if (!isCurrency(source)) throw fault('2170', 'Invalid Enumeration', `Invalid Enumeration : ${source}`);
  return {
    ExchangeRate: {
      SourceCurrencyCode: source,
      TargetCurrencyCode: realm.homeCurrency,
      Rate: companyRate(realm, source),
      AsOfDate: asOfDate(query.get('asofdate'), realm),
      domain: 'QBO',
      sparse: false,
    },
  };
}

function asOfDate(asked: string | null, realm: Realm): string {
  if (asked === null) return pacificDate(nowMs(realm));
  if (momentOf(asked) === undefined)
    throw fault(
      '4001',
      'Invalid query',
      `QueryValidationError: Invalid date value '${asked}' for property asofdate`,
    );
  return asked.slice(0, 10);
}
