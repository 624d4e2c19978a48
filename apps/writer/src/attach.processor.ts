import { Processor } from '@nestjs/bullmq';
import { AttachmentClaimRepository, LANE } from '#libs/persistence';
import { AttachQueue, type PacedCalls, type ShouldStop, type TurnJob, workerOptions } from '#libs/queues';
import { FileCarrier } from './file.carrier.js';
import { PacedTurnProcessor, type WaitingRow } from './paced-turn.processor.js';

/** Files are held in memory, so only a few at once. */
const AT_ONCE = 4;

/** Turns in which files go to their bills. */
@Processor(AttachQueue.name, workerOptions(AT_ONCE))
export class AttachProcessor extends PacedTurnProcessor {
  protected readonly contract = AttachQueue;

  constructor(
    private readonly claims: AttachmentClaimRepository,
    private readonly carrier: FileCarrier,
  ) {
    super();
  }

  /** A file is no hurry: it comes after every document. */
  protected async waiting(
    pipelineId: string,
    limit: number,
    except: readonly string[],
  ): Promise<WaitingRow[]> {
    const files = await this.claims.waiting(pipelineId, limit, except);
    return files.map((file) => ({ ...file, lane: LANE.backfill }));
  }

  protected write(_turn: TurnJob, id: string, calls: PacedCalls, shouldStop: ShouldStop): Promise<void> {
    return this.carrier.carryOne(id, shouldStop, calls);
  }
}
