const DAY_MS = 86_400_000;

/** Days before the end at which people are warned, the last one first. */
export const consentWarningDays = [7, 14, 30] as const;
export type ConsentWarning = (typeof consentWarningDays)[number];

/** When a consent ends: if nothing renews its tokens, and in any case. Null where the provider has not told. */
export interface ConsentLimits {
  readonly idleEndsAt: Date | null;
  readonly endsAt: Date | null;
}

/** What ends first. `daysLeft` is whole days, below 0 when it is over; `warning` the threshold that was passed. */
export interface ConsentCountdown {
  readonly limit: 'idle' | 'consent';
  readonly at: Date;
  readonly daysLeft: number;
  readonly warning: ConsentWarning | null;
}

export function consentCountdown({ idleEndsAt, endsAt }: ConsentLimits, now: Date): ConsentCountdown | null {
  const isIdleFirst = idleEndsAt !== null && (endsAt === null || idleEndsAt < endsAt);
  const at = isIdleFirst ? idleEndsAt : endsAt;
  if (!at) return null;
  const leftMs = at.getTime() - now.getTime();
  return {
    limit: isIdleFirst ? 'idle' : 'consent',
    at,
    daysLeft: Math.floor(leftMs / DAY_MS),
    warning: consentWarningDays.find((days) => leftMs <= days * DAY_MS) ?? null,
  };
}
