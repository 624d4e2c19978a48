import { type Decimal, format, round } from './decimal.js';

/** An amount in whole minor units (cents, yen) of its currency (ISO 4217, upper case). */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/** Digits after the point, for the currencies of ISO 4217 that do not have two. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency] ?? 2;
}

export function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

/** Rounds half away from zero to the currency's minor unit. */
export function roundToMoney(value: Decimal, currency: string): Money {
  return { minor: round(value, minorDigits(currency)).units, currency };
}

/** `1234.50`, `-0.05`, `1200` (yen): the form of amounts in our API and in the database. */
export function amountOf({ minor, currency }: Money): string {
  return format({ units: minor, scale: minorDigits(currency) });
}

/** The sum in one currency; mixing currencies is a mistake of ours. */
export function sumMoney(amounts: readonly Money[], currency: string): Money {
  return {
    currency,
    minor: amounts.reduce((total, amount) => {
      if (amount.currency !== currency) throw new TypeError(`Cannot add ${amount.currency} to ${currency}`);
      return total + amount.minor;
    }, 0n),
  };
}
