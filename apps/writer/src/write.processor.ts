import { Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { type ClaimedPosting, type OutgoingWrite, PostingWriteRepository } from '#libs/persistence';
import {
  JobProcessor,
  type Later,
  QueueSender,
  senderOf,
  type WriteJob,
  WriteQueue,
  workerOptions,
} from '#libs/queues';
import { type QuickBooksClient, QuickBooksCompanies, RemoteError } from '#libs/quickbooks';
import { type Composed, composeCreate, composeFound, composeUpdate } from './compose-write.js';
import { DoubtResolver, severalFound } from './doubt.resolver.js';
import { entityOf } from './entity-of.js';
import { Settlement } from './settlement.js';
import { attemptOf, callOf, outcomeOf } from './write-outcome.js';

/** Takes one pending posting to QuickBooks and remembers where it landed; or finds out what became of a lost answer. */
@Processor(WriteQueue.name, workerOptions(4))
export class WriteProcessor extends JobProcessor<WriteJob> {
  protected readonly contract = WriteQueue;

  constructor(
    private readonly postings: PostingWriteRepository,
    private readonly companies: QuickBooksCompanies,
    private readonly doubts: DoubtResolver,
    private readonly settlement: Settlement,
    @Inject(senderOf(WriteQueue)) private readonly dependants: QueueSender<WriteJob>,
    private readonly logger: PinoLogger,
  ) {
    super();
    logger.setContext(WriteProcessor.name);
  }

  protected async handle({ postingId }: WriteJob): Promise<Later | undefined> {
    if (this.stopping) return undefined;
    const doubtful = await this.postings.claim(postingId, 'in-doubt');
    const claimed = doubtful ?? (await this.postings.claim(postingId, 'pending'));
    if (!claimed) return undefined;
    const client = this.companies.client({ id: claimed.connectionId, realmId: claimed.realmId });
    const released = await (doubtful ? this.doubts.resolve(claimed, client) : this.deliver(claimed, client));
    await this.dependants.send(...released.map((id) => ({ postingId: id })));
    return undefined;
  }

  /** Claim, compose, commit the intent, send, keep the answer, settle: in this order and no other. */
  private async deliver(claimed: ClaimedPosting, client: QuickBooksClient): Promise<readonly string[]> {
    let composed: Composed;
    try {
      composed = await this.compose(claimed, client);
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      return this.settlement.notEvenSent(claimed, error);
    }
    if (composed.action === 'hold') return this.settlement.hold(claimed, composed.problem);
    if (composed.action === 'nothing')
      return this.settlement.found(claimed, composed.found, 'QuickBooks holds it already');
    if (this.stopping) {
      await this.postings.letGo(claimed, 0);
      return [];
    }
    const marked = await this.postings.markSending(claimed, composed.write);
    return marked ? this.send(claimed, client, composed.write) : [];
  }

  private async compose(claimed: ClaimedPosting, client: QuickBooksClient): Promise<Composed> {
    const { kind, quickBooksId } = claimed.posting;
    // A token that has to be renewed is renewed now, while nothing is marked as sent.
    await client.ready();
    if (quickBooksId) return composeUpdate(claimed, await client.read(entityOf(kind), quickBooksId));
    const sentBefore = await this.doubts.foundFromBefore(claimed, client);
    if (sentBefore.length > 1) return { action: 'hold', problem: severalFound(claimed, sentBefore) };
    const [found] = sentBefore;
    return found ? composeFound(claimed, found) : composeCreate(claimed);
  }

  private async send(
    claimed: ClaimedPosting,
    client: QuickBooksClient,
    write: OutgoingWrite,
  ): Promise<readonly string[]> {
    const startedAt = new Date();
    const call = await callOf(client.write(entityOf(claimed.posting.kind), write.payload, write.requestId));
    await this.postings.appendAttempt(claimed, write, attemptOf(call, startedAt));
    this.logger.info(
      {
        pipelineId: claimed.posting.pipelineId,
        postingId: claimed.posting.id,
        kind: claimed.posting.kind,
        operation: write.operation,
        revision: claimed.posting.revision,
        requestId: write.requestId,
        outcome: outcomeOf(call),
        durationMs: Date.now() - startedAt.getTime(),
      },
      'posting.attempted',
    );
    return this.settlement.settle(claimed, write, call, client);
  }
}
