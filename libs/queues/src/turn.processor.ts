import { Logger } from '@nestjs/common';
import { failedRowOf } from './failed-jobs.js';
import { JobProcessor, type Later, type ShouldStop } from './job.processor.js';
import type { TurnJob, TurnQueue } from './turn.js';

/** Long enough that coming and going costs little, short enough that nobody notices it. */
const TURN_MS = 300;

/** What a step of a turn came to. After `nothing` the turn is over; a bell or the sweep brings the next. */
export type Step = 'worked' | 'nothing' | Later;

/** Takes rows of one pipeline until its time is over, then goes to the end of the line. */
export abstract class TurnProcessor extends JobProcessor<TurnJob> {
  protected abstract override readonly contract: TurnQueue;

  /** Works on what should go next, a few rows at most. Rows that were seen in this turn wait for the next, whatever they came to. */
  protected abstract step(turn: TurnJob, shouldStop: ShouldStop, seen: Set<string>): Promise<Step>;

  protected async handle(turn: TurnJob, shouldStop: ShouldStop): Promise<Later | undefined> {
    const endsAt = performance.now() + TURN_MS;
    const seen = new Set<string>();
    while (!shouldStop()) {
      const came = await this.step(turn, shouldStop, seen);
      if (came === 'nothing') return undefined;
      if (came !== 'worked') return came;
      if (performance.now() >= endsAt) return { againInMs: 0 };
    }
    return undefined;
  }

  /**
   * A mistake of ours about one row: it is kept where people look, waits ever longer, and the turn goes on with the next. What
   * passes by itself is tried again by a later turn; where the database is really away, the next question ends this one.
   */
  protected async setAside(rowId: string, error: unknown): Promise<void> {
    if (this.failures.passes(error)) {
      const why = error instanceof Error ? error.message : String(error);
      new Logger(`${this.contract.name} worker`).warn(`Row ${rowId} is tried again later: ${why}`);
      return;
    }
    await this.failures.keep(failedRowOf(this.contract, rowId, error));
  }
}
