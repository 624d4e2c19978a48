/** What each misfortune does; whether the write behind it is carried out is half of it. */
export const FAULT_KINDS = [
  /** Carried out, but the caller cannot know. */
  'commit-then-drop',
  'commit-then-504',
  'truncated',
  'empty',
  'wrong-type',
  'gzip',
  'huge',
  'slow-body',
  /** Carried out after so long, by the virtual clock. */
  'commit-late',
  /** Not carried out. */
  'reset-before',
  'status-500',
  'status-503',
  'html',
  'throttle-429',
  'unauthorised-401',
  /** Carried out, but not in peace. */
  'slow',
  'stale-page',
  'touch-before-update',
  /** Of the token endpoint alone. */
  'lost-rotation',
  'invalid-grant',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

const TOKEN_KINDS: ReadonlySet<FaultKind> = new Set(['lost-rotation', 'invalid-grant']);

/** A misfortune that waits for the next calls that fit it. */
export interface PlannedFault {
  /** Begins the path after the company's id (`/bill`), or the whole path of the token endpoint. */
  readonly path?: string;
  readonly method?: string;
  readonly kind: FaultKind;
  /** How long the call hangs before the misfortune; for `commit-late` and `stale-page`, how late they are. */
  readonly afterMs: number;
  /** Of the page that a proxy would show. */
  readonly status?: number;
  /** Of an `html` page: whether the call was carried out behind it. */
  readonly committed?: boolean;
  /** Of `throttle-429`. */
  readonly retryAfterSeconds?: number;
  /** To which an answer is blown up. */
  readonly sizeBytes?: number;
  times: number;
}

export interface CallToFit {
  readonly path: string;
  readonly method: string;
  readonly does: 'read' | 'create' | 'update' | 'token';
}

/** Takes the first fault that fits, using up one of its times. */
export function takeFault(faults: PlannedFault[], call: CallToFit): PlannedFault | undefined {
  const index = faults.findIndex((planned) => planned.times > 0 && fits(planned, call));
  const planned = faults[index];
  if (planned === undefined) return undefined;
  planned.times -= 1;
  if (planned.times <= 0) faults.splice(index, 1);
  return planned;
}

/** A token request is not what `any call` means: it is struck by its own kinds and by faults that name its path. */
function fits(planned: PlannedFault, call: CallToFit): boolean {
  const { kind } = planned;
  if (TOKEN_KINDS.has(kind)) return call.does === 'token';
  if (kind === 'touch-before-update' && call.does !== 'update') return false;
  if (kind === 'commit-late' && call.does !== 'update' && call.does !== 'create') return false;
  if (kind === 'stale-page' && call.does !== 'read') return false;
  if (planned.method !== undefined && planned.method.toUpperCase() !== call.method) return false;
  if (planned.path === undefined) return call.does !== 'token';
  const wanted = planned.path.startsWith('/') ? planned.path : `/${planned.path}`;
  return call.path === wanted || call.path.startsWith(`${wanted}/`);
}
