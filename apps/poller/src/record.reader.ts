import type { PipelineEntity, SyncRunCounts, SyncRunEntity } from '#libs/persistence';

/** The run must stop here: the service is ending. What is saved stays saved, and another worker goes on. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

export interface Reading {
  readonly run: SyncRunEntity;
  readonly pipeline: PipelineEntity;
  /** Called between steps; throws `StoppedError` when the service is ending. */
  readonly goOn: () => void;
}

/** Reads everything of one record type that a run has to read, and saves each step with its rows. */
export interface RecordReader {
  /** How far before the watermark a run starts again: for late writes and for clocks that differ. */
  readonly overlapSeconds: number;
  read(reading: Reading): Promise<SyncRunCounts>;
}

/** Adds to the counts that a run has so far. */
export function counted(counts: SyncRunCounts, more: SyncRunCounts): SyncRunCounts {
  const sums = { ...counts };
  for (const [name, value] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + value;
  return sums;
}
