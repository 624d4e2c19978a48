export const FAULT_KINDS = [
  'commit-then-drop',
  'commit-then-504',
  'reset-before',
  'status-500',
  'status-503',
  'html',
  'truncated',
  'throttle-429',
  'unauthorised-401',
  'slow',
  'touch-before-update',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** A misfortune that waits for the next calls that fit it. */
export interface PlannedFault {
  /** Begins the path after the company's id (`/bill`), or the whole path of the token endpoint. */
  readonly path?: string;
  readonly method?: string;
  readonly kind: FaultKind;
  /** How long the call hangs before the misfortune. */
  readonly afterMs: number;
  /** Of an `html` page: its status, and whether the call was carried out behind it. */
  readonly status?: number;
  readonly committed?: boolean;
  times: number;
}

export interface CallToFit {
  readonly path: string;
  readonly method: string;
  readonly updates: boolean;
  /** Struck only by faults that name a path: a token request is not what `any call` means. */
  readonly namedOnly?: boolean;
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

function fits(planned: PlannedFault, call: CallToFit): boolean {
  if (planned.kind === 'touch-before-update' && !call.updates) return false;
  if (planned.method !== undefined && planned.method.toUpperCase() !== call.method) return false;
  if (planned.path === undefined) return call.namedOnly !== true;
  const wanted = planned.path.startsWith('/') ? planned.path : `/${planned.path}`;
  return call.path === wanted || call.path.startsWith(`${wanted}/`);
}
