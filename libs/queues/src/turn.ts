import type { JobsOptions } from 'bullmq';
import { z } from 'zod';
import { KEPT, type QueueContract } from './contract.js';

/**
 * A job is a turn of a pipeline: its rows wait in Postgres, and the turn takes the best of them for a moment, then others have
 * theirs. So a queue holds a few jobs for each pipeline, whatever waits, and nobody stands behind a hundred thousand rows.
 */
export interface TurnJob {
  readonly pipelineId: string;
  /** From 0 up to the queue's slots: as many turns of one pipeline may be had at once. */
  readonly slot: number;
}

export interface TurnQueue extends QueueContract<TurnJob> {
  readonly slots: number;
}

/** A turn that breaks off is had again; the row that broke it has been set aside by then. */
const AGAIN: JobsOptions = {
  ...KEPT,
  attempts: 5,
  backoff: { type: 'exponential', delay: 2_000, jitter: 0.5 },
};

export function defineTurnQueue(name: string, slots: number): TurnQueue {
  return {
    name,
    slots,
    schema: z.object({
      pipelineId: z.uuid(),
      slot: z
        .int()
        .min(0)
        .max(slots - 1),
    }),
    key: ({ pipelineId, slot }) => `${pipelineId}-${slot}`,
    subjectId: ({ pipelineId }) => pipelineId,
    options: AGAIN,
  };
}

/** The bells for so many waiting rows of a pipeline. */
export function turnsFor({ slots }: TurnQueue, pipelineId: string, rows: number): TurnJob[] {
  return Array.from({ length: Math.min(slots, rows) }, (_, slot) => ({ pipelineId, slot }));
}
