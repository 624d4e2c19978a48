import { type Decimal, decimalFromNumber, parseDecimal, ZERO } from '#libs/domain';
import { SourceUnreadableError } from './source-unreadable.error.js';

/** Cin7 writes amounts as JSON numbers, now and then as text; a missing one is nothing. */
export function amount(value: unknown, member: string): Decimal {
  return optionalAmount(value, member) ?? ZERO;
}

export function optionalAmount(value: unknown, member: string): Decimal | null {
  if (value === null || value === undefined || value === '') return null;
  const read = typeof value === 'number' ? decimalFromNumber(value) : parseDecimal(String(value));
  if (!read)
    throw new SourceUnreadableError(`${member} is not an amount that can be read exactly: ${String(value)}`);
  return read;
}

/** Business dates have no zone: the date part is copied, never converted. */
export function businessDate(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? null;
}

/** Cin7 writes one id now in small and now in capital letters; two spellings of it must not become two bills. */
export function id(value: string): string {
  return value.trim().toLowerCase();
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
