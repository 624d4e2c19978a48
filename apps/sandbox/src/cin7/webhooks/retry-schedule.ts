const MINUTE_MS = 60_000;

/** The first try comes a minute after the event, each further one so many minutes after the one before it. */
const waitsInMinutes = [1, 5, 10, 15, 20, 25] as const;

/** How long to wait before the next try, or `undefined` when there is none any more. */
export function waitBeforeTry(attempts: number, timeScale: number): number | undefined {
  const minutes = waitsInMinutes[attempts];
  return minutes === undefined ? undefined : minutes * MINUTE_MS * timeScale;
}
