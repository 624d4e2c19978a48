import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { AttachmentClaimRepository } from '#libs/persistence';
import {
  AttachQueue,
  PacedCalls,
  type ShouldStop,
  type Step,
  THROTTLE,
  type Throttle,
  type TurnJob,
  TurnProcessor,
  workerOptions,
} from '#libs/queues';
import { QuickBooksCompanies } from '#libs/quickbooks';
import { FileCarrier } from './file.carrier.js';

/** Files are held in memory, so only a few at once. */
const AT_ONCE = 4;
const LOOK_AHEAD = 4 * AttachQueue.slots;

/** A turn of a company: files go to its bills one after the other, as fast as QuickBooks lets them. */
@Processor(AttachQueue.name, workerOptions(AT_ONCE))
export class AttachProcessor extends TurnProcessor {
  protected readonly contract = AttachQueue;

  constructor(
    private readonly claims: AttachmentClaimRepository,
    private readonly carrier: FileCarrier,
    private readonly companies: QuickBooksCompanies,
    @Inject(THROTTLE) private readonly throttle: Throttle,
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
    const ticket = `attach-${slot}`;
    for (const { id } of waiting) {
      if (shouldStop()) return 'nothing';
      // A file is no hurry: it comes after every document.
      const waitMs = await calls.admit({ lane: 'backfill', ticket });
      if (waitMs > 0) return { againInMs: waitMs };
      seen.add(id);
      await this.carry(id, calls, shouldStop);
    }
    return 'worked';
  }

  private async carry(id: string, calls: PacedCalls, shouldStop: ShouldStop): Promise<void> {
    try {
      await this.carrier.carryOne(id, shouldStop, calls);
    } catch (error) {
      await this.setAside(id, error);
    }
  }
}
