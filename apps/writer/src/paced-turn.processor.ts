import { Inject } from '@nestjs/common';
import {
  lanes,
  PacedCalls,
  type ShouldStop,
  type Step,
  THROTTLE,
  type Throttle,
  type TurnJob,
  TurnProcessor,
} from '#libs/queues';
import { QuickBooksCompanies } from '#libs/quickbooks';

export interface WaitingRow {
  readonly id: string;
  readonly lane: number;
  /** Whom the row is written to. */
  readonly company: { readonly id: string; readonly limitShare: number };
}

/** So many rows for each turn are looked at with one question. */
const LOOK_AHEAD = 4;

/** A turn of a company: its waiting rows go to QuickBooks one after the other, as fast as QuickBooks lets them. */
export abstract class PacedTurnProcessor extends TurnProcessor {
  @Inject(THROTTLE) private readonly throttle: Throttle;
  @Inject(QuickBooksCompanies) private readonly companies: QuickBooksCompanies;

  /** Those of a pipeline whose turn has come, in the order in which they should go, except some. */
  protected abstract waiting(
    pipelineId: string,
    limit: number,
    except: readonly string[],
  ): Promise<readonly WaitingRow[]>;

  protected abstract write(
    turn: TurnJob,
    id: string,
    calls: PacedCalls,
    shouldStop: ShouldStop,
  ): Promise<void>;

  protected async step(turn: TurnJob, shouldStop: ShouldStop, seen: Set<string>): Promise<Step> {
    const waiting = await this.waiting(turn.pipelineId, LOOK_AHEAD * this.contract.slots, [...seen]);
    const [first] = waiting;
    if (!first) return 'nothing';
    const calls = new PacedCalls(this.throttle, this.companies.limited(first.company));
    const ticket = `${this.contract.name}-${turn.slot}`;
    for (const { id, lane } of this.shareOf(waiting, turn.slot)) {
      if (shouldStop()) return 'nothing';
      const waitMs = await calls.admit({ lane: lanes[lane] ?? 'live', ticket });
      if (waitMs > 0) return { againInMs: waitMs };
      seen.add(id);
      await this.write(turn, id, calls, shouldStop).catch((error) => this.setAside(id, error));
    }
    return 'worked';
  }

  /** Turns that are had at once do not reach for the same rows, as long as there are enough. */
  private shareOf(waiting: readonly WaitingRow[], slot: number): readonly WaitingRow[] {
    const share = waiting.filter((_, place) => place % this.contract.slots === slot);
    return share.length > 0 ? share : waiting;
  }
}
