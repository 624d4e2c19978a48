import type { SyncRunCounts } from './sync-run.entity.js';

/** Adds to the counts that a run has so far. */
export function counted(counts: SyncRunCounts, more: SyncRunCounts): SyncRunCounts {
  const sums = { ...counts };
  for (const [name, value] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}
