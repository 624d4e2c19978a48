import { harborAndPine } from './harbor-and-pine.js';
import { marramTrading } from './marram-trading.js';
import type { Country, TradingCompany } from './trading-company.js';

const tradingCompanies: Readonly<Record<Country, TradingCompany>> = { US: harborAndPine, GB: marramTrading };

export function tradingCompanyIn(country: Country): TradingCompany {
  return tradingCompanies[country];
}
