export const faultKinds = [
  'html',
  'redirect',
  'status-403',
  'status-500',
  'status-503',
  'status-504',
  'throttled',
  'truncated',
  'reset',
  'reset-before',
  'commit-504',
  'slow',
  'empty',
  'rows-inserted',
  'rows-doubled',
  'rows-missing',
  'stale-page',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Something that is to go wrong with the next calls that fit. */
export interface Fault {
  /** Part of the path it strikes, in any case; with `$` at the end, how the path must end. Without it, every path. */
  readonly path?: string | undefined;
  readonly method?: string | undefined;
  readonly kind: FaultKind;
  readonly afterMs: number;
  /** How many rows come in, come twice or are left out. */
  readonly rows: number;
  /** How far behind a stale page is. */
  readonly staleMs: number;
  /** So many calls that fit go through before the first is struck. */
  skip: number;
  times: number;
}
