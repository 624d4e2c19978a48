import type { PipelineEntity, SyncRunCounts, SyncRunEntity } from '#libs/persistence';

/** The run must stop here: the service is ending. What is saved stays saved, and another worker goes on. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** The account has no call left for now. Nothing went wrong: the run goes on from here at its time. */
export class PacedError extends Error {
  override readonly name = 'PacedError';

  constructor(readonly waitMs: number) {
    super(`The next call may start in ${waitMs} ms`);
  }
}

export interface Reading {
  readonly run: SyncRunEntity;
  readonly pipeline: PipelineEntity;
  /**
   * Asked before each step, which is one question to the provider and the saving of its answer. Throws `StoppedError` when the
   * service is ending, and `PacedError` when the step is not to begin yet. So a step that is done is saved with the place
   * of the next: a run may be interrupted before each of its calls.
   */
  readonly goOn: () => Promise<void>;
  /** For the client: counts the calls that a step needs beyond its first. */
  readonly beforeCall: () => Promise<void>;
}

/** Reads everything of one record type that a run has to read, and saves each step with its rows. */
export interface RecordReader {
  /** How far before the watermark a run starts again: for late writes and for clocks that differ. */
  readonly overlapSeconds: number;
  read(reading: Reading): Promise<SyncRunCounts>;
}
