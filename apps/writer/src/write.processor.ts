import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { PostingClaimRepository } from '#libs/persistence';
import {
  lanes,
  PacedCalls,
  QueueSender,
  type ShouldStop,
  type Step,
  senderOf,
  THROTTLE,
  type Throttle,
  type TurnJob,
  TurnProcessor,
  turnsFor,
  WriteQueue,
  workerOptions,
} from '#libs/queues';
import { QuickBooksCompanies } from '#libs/quickbooks';
import { PostingWriter } from './posting.writer.js';

/** So many are looked at with one question, and shared out among the turns of the pipeline. */
const LOOK_AHEAD = 4 * WriteQueue.slots;

/** A turn of a company: its waiting postings go to QuickBooks one after the other, as fast as QuickBooks lets them. */
@Processor(WriteQueue.name, workerOptions(12))
export class WriteProcessor extends TurnProcessor {
  protected readonly contract = WriteQueue;

  constructor(
    private readonly claims: PostingClaimRepository,
    private readonly writer: PostingWriter,
    private readonly companies: QuickBooksCompanies,
    @Inject(THROTTLE) private readonly throttle: Throttle,
    @Inject(senderOf(WriteQueue)) private readonly bell: QueueSender<TurnJob>,
  ) {
    super();
  }

  protected async step(
    { pipelineId, slot }: TurnJob,
    shouldStop: ShouldStop,
    seen: Set<string>,
  ): Promise<Step> {
    const waiting = await this.claims.waiting(pipelineId, LOOK_AHEAD, [...seen]);
    const [first] = waiting;
    if (!first) return 'nothing';
    const calls = new PacedCalls(this.throttle, this.companies.limited(first.company));
    const ticket = `write-${slot}`;
    for (const { id, lane } of shareOf(waiting, slot)) {
      if (shouldStop()) return 'nothing';
      const waitMs = await calls.admit({ lane: lanes[lane] ?? 'live', ticket });
      if (waitMs > 0) return { againInMs: waitMs };
      seen.add(id);
      await this.write(pipelineId, id, calls, shouldStop);
    }
    return 'worked';
  }

  private async write(
    pipelineId: string,
    id: string,
    calls: PacedCalls,
    shouldStop: ShouldStop,
  ): Promise<void> {
    try {
      const released = await this.writer.write(id, shouldStop, calls);
      await this.bell.send(...turnsFor(WriteQueue, pipelineId, released.length));
    } catch (error) {
      await this.setAside(id, error);
    }
  }
}

/** Turns that are had at once do not reach for the same rows, as long as there are enough. */
function shareOf<Row>(waiting: readonly Row[], slot: number): readonly Row[] {
  const share = waiting.filter((_, place) => place % WriteQueue.slots === slot);
  return share.length > 0 ? share : waiting;
}
