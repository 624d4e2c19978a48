/** A calendar date of the tenant: no zone, whatever the server's is. */
export function businessDate(date: string | null): string | null {
  return date === null ? null : `${date}T00:00:00`;
}

/** An instant in UTC. Cin7 leaves out trailing zeros of the fraction, so it has three digits, two, one or none. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.?0+Z$/, 'Z');
}

/** Payments come from another clock of Cin7's, which counts in tenths of microseconds. */
export function fineInstant(ms: number, ticks: number): string {
  return new Date(ms).toISOString().replace('Z', `${String(ticks % 10_000).padStart(4, '0')}Z`);
}
