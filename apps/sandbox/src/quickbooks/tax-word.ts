const WORDS: Readonly<Record<string, string>> = {
  GB: 'VAT',
  IE: 'VAT',
  FR: 'VAT',
  ZA: 'VAT',
  CA: 'GST/HST',
  AU: 'GST',
  NZ: 'GST',
  SG: 'GST',
  IN: 'GST',
};

/** What people of a country call the tax on sales. */
export function taxWord(country: string): string {
  return WORDS[country] ?? 'sales tax';
}
