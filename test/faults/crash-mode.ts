import type { Json } from '../e2e/json-client.js';

/** How the two providers behave while services are killed. */
export interface CrashMode {
  readonly name: string;
  /** Of the QuickBooks company. */
  readonly company: Json;
  /** How refresh tokens are replaced. */
  readonly tokens: Json;
  /** Planned before each kill. */
  readonly misfortune?: Json;
  /** The provider kills the old refresh token before the new one can have arrived, so some crashes cost a consent. */
  readonly strict?: true;
}

/** Longer than any lag and any late commit of these modes, as the real window is longer than those that are known. */
export const SETTLE_SECONDS = 11;

/** Longer than a killed writer's lease, its restart and the next sweep together: else nobody would ask too early. */
const LAG_MS = 8_000;
const NO_LAG = { queryLagMs: 0, changesLagMs: 0 };
const LAGGING = { queryLagMs: LAG_MS, changesLagMs: LAG_MS };
const REMEMBERED = { requestIds: 'remember', requestIdsForgottenAfterMs: 0 };
/** Each refresh gives another token, and the one before it serves for a day. */
const FORGIVING = { rotateEveryRefresh: true, graceSeconds: 86_400 };

export const crashModes: readonly CrashMode[] = [
  { name: 'honest', company: { ...REMEMBERED, ...NO_LAG }, tokens: FORGIVING },
  { name: 'request-ids-ignored', company: { requestIds: 'ignored', ...NO_LAG }, tokens: FORGIVING },
  { name: 'look-up-lags', company: { ...REMEMBERED, ...LAGGING }, tokens: FORGIVING },
  {
    name: 'late-commit',
    company: { ...REMEMBERED, ...NO_LAG, requestIdInFlight: 'duplicate' },
    tokens: FORGIVING,
    misfortune: { kind: 'commit-late', method: 'POST', afterMs: 2_500, times: 1 },
  },
  { name: 'both-controls-weak', company: { requestIds: 'ignored', ...LAGGING }, tokens: FORGIVING },
  {
    name: 'strict-tokens',
    company: { ...REMEMBERED, ...NO_LAG },
    tokens: { rotateEveryRefresh: true, graceSeconds: 0 },
    strict: true,
  },
];
