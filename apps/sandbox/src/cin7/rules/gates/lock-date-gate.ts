/** Why nothing of this date may change: its books are closed. `undefined` when they are open. */
export function lockDateGate(
  lockDate: string | null,
  ...dates: readonly (string | null)[]
): string | undefined {
  const isLocked = lockDate !== null && dates.some((date) => date !== null && date <= lockDate);
  return isLocked ? `Date must be later than the lock date ${lockDate}.` : undefined;
}
