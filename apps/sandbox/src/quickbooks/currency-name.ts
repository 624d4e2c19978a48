const NAMES: Readonly<Record<string, string>> = {
  USD: 'United States Dollar',
  EUR: 'Euro',
  GBP: 'British Pound Sterling',
  CAD: 'Canadian Dollar',
  AUD: 'Australian Dollar',
  NZD: 'New Zealand Dollar',
  CHF: 'Swiss Franc',
  SEK: 'Swedish Krona',
  NOK: 'Norwegian Krone',
  DKK: 'Danish Krone',
  PLN: 'Polish Zloty',
  JPY: 'Japanese Yen',
  CNY: 'Chinese Yuan',
  HKD: 'Hong Kong Dollar',
  SGD: 'Singapore Dollar',
  INR: 'Indian Rupee',
  MXN: 'Mexican Peso',
  ZAR: 'South African Rand',
  TWD: 'New Taiwan Dollar',
  THB: 'Thai Baht',
  VND: 'Vietnamese Dong',
  KRW: 'South Korean Won',
  KWD: 'Kuwaiti Dinar',
};

export function isCurrency(code: string): boolean {
  return Object.hasOwn(NAMES, code);
}

export function currencyName(code: string): string {
  return NAMES[code] ?? code;
}
