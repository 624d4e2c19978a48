import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { PostingClaimRepository } from '#libs/persistence';
import {
  type PacedCalls,
  QueueSender,
  type ShouldStop,
  senderOf,
  type TurnJob,
  turnsFor,
  WriteQueue,
  workerOptions,
} from '#libs/queues';
import { PacedTurnProcessor } from './paced-turn.processor.js';
import { PostingWriter } from './posting.writer.js';

/** Turns in which waiting postings go to QuickBooks. */
@Processor(WriteQueue.name, workerOptions(12))
export class WriteProcessor extends PacedTurnProcessor {
  protected readonly contract = WriteQueue;

  constructor(
    private readonly claims: PostingClaimRepository,
    private readonly writer: PostingWriter,
    @Inject(senderOf(WriteQueue)) private readonly bell: QueueSender<TurnJob>,
  ) {
    super();
  }

  protected waiting(pipelineId: string, limit: number, except: readonly string[]) {
    return this.claims.waiting(pipelineId, limit, except);
  }

  protected async write(
    { pipelineId }: TurnJob,
    id: string,
    calls: PacedCalls,
    shouldStop: ShouldStop,
  ): Promise<void> {
    const released = await this.writer.write(id, shouldStop, calls);
    await this.bell.send(...turnsFor(WriteQueue, pipelineId, released.length));
  }
}
