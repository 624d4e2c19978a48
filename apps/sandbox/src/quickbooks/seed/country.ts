import type { JsonObject } from '../json.js';

/** What a company of a country has from the start. */
export interface Country {
  readonly homeCurrency: string;
  /** In the addresses of CompanyInfo a country has had three letters since 2025. */
  readonly threeLetters: string;
  readonly timeZone: string;
  readonly phone: string;
  readonly address: JsonObject;
}

const countries: Readonly<Record<string, Country>> = {
  US: {
    homeCurrency: 'USD',
    threeLetters: 'USA',
    timeZone: 'America/Los_Angeles',
    phone: '(360) 555-0144',
    address: {
      Line1: '18 Wharf Street',
      City: 'Port Townsend',
      CountrySubDivisionCode: 'WA',
      PostalCode: '98368',
    },
  },
  GB: {
    homeCurrency: 'GBP',
    threeLetters: 'GBR',
    timeZone: 'Europe/London',
    phone: '020 7946 0144',
    address: { Line1: '7 Harbour Row', City: 'Whitby', PostalCode: 'YO21 3PU' },
  },
  CA: {
    homeCurrency: 'CAD',
    threeLetters: 'CAN',
    timeZone: 'America/Vancouver',
    phone: '(604) 555-0144',
    address: {
      Line1: '410 Dockside Road',
      City: 'Nanaimo',
      CountrySubDivisionCode: 'BC',
      PostalCode: 'V9R 5A1',
    },
  },
  AU: {
    homeCurrency: 'AUD',
    threeLetters: 'AUS',
    timeZone: 'Australia/Hobart',
    phone: '03 5550 0144',
    address: {
      Line1: '3 Slipway Lane',
      City: 'Hobart',
      CountrySubDivisionCode: 'TAS',
      PostalCode: '7000',
    },
  },
  NZ: {
    homeCurrency: 'NZD',
    threeLetters: 'NZL',
    timeZone: 'Pacific/Auckland',
    phone: '03 555 0144',
    address: { Line1: '22 Quay Street', City: 'Nelson', PostalCode: '7010' },
  },
};

/** A country that is not described here is as the United Kingdom is, but with its own code. */
export function countryOf(code: string): Country {
  const known = countries[code];
  if (known !== undefined) return known;
  const model = countries.GB;
  if (model === undefined) throw new Error('The United Kingdom must be described.');
  return { ...model, threeLetters: code };
}
