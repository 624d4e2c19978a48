import type { Limit } from '#libs/http';

/** Of a company, whoever calls. Source: Intuit, «Limits and throttles». */
export const QUICKBOOKS_LIMITS: readonly Limit[] = [
  { calls: 500, perMs: 60_000 },
  { calls: 10, perMs: 1_000 },
];
