import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import {
  type ClaimedPosting,
  claimStates,
  isAway,
  type OutgoingWrite,
  onceItAnswers,
  PostingClaimRepository,
  PostingWriteRepository,
} from '#libs/persistence';
import type { ShouldStop } from '#libs/queues';
import {
  type AroundCalls,
  type QuickBooksClient,
  QuickBooksCompanies,
  RemoteError,
  type Written,
} from '#libs/quickbooks';
import { Coexistence } from './coexistence.js';
import { type Composed, composeCreate, composeFound, composeUpdate } from './compose-write.js';
import { DoubtResolver, severalFound } from './doubt.resolver.js';
import { entityOf } from './entity-of.js';
import { Settlement } from './settlement.js';
import { Withdrawal } from './withdrawal.js';
import { attemptOf, type Call, callOf, outcomeOf } from './write-outcome.js';

/** Takes one posting to QuickBooks, or back from there, and remembers it; or finds out what became of a lost answer. */
@Injectable()
export class PostingWriter {
  constructor(
    private readonly claims: PostingClaimRepository,
    private readonly postings: PostingWriteRepository,
    private readonly companies: QuickBooksCompanies,
    private readonly doubts: DoubtResolver,
    private readonly settlement: Settlement,
    private readonly withdrawal: Withdrawal,
    private readonly coexistence: Coexistence,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(PostingWriter.name);
  }

  /** Gives the postings that may go now because of it. Does nothing where its turn has not come, or another worker has it. */
  async write(
    postingId: string,
    shouldStop: ShouldStop,
    calls: AroundCalls = {},
  ): Promise<readonly string[]> {
    for (const state of claimStates) {
      if (shouldStop()) return [];
      const claimed = await this.claims.claim(postingId, state);
      if (claimed) return this.workOrGiveBack(claimed, shouldStop, calls);
    }
    return [];
  }

  /** After a mistake of ours the next try need not wait for the lease to end. */
  private async workOrGiveBack(
    claimed: ClaimedPosting,
    shouldStop: ShouldStop,
    calls: AroundCalls,
  ): Promise<readonly string[]> {
    try {
      return await this.work(claimed, shouldStop, calls);
    } catch (error) {
      await onceItAnswers(() => this.claims.giveBack(claimed)).catch(() => undefined);
      throw error;
    }
  }

  private work(
    claimed: ClaimedPosting,
    shouldStop: ShouldStop,
    calls: AroundCalls,
  ): Promise<readonly string[]> {
    // The company is the one that the posting was made for; a claim is of no other, and no other gets its token.
    const { realmId } = claimed.posting;
    const client = this.companies.client(
      { id: claimed.connectionId, realmId },
      { purpose: 'write', ...calls },
    );
    switch (claimed.posting.state) {
      case 'in-doubt':
        return this.doubts.resolve(claimed, client);
      case 'withdrawing':
        return this.withdraw(claimed, client, shouldStop);
      default:
        return this.deliver(claimed, client, shouldStop);
    }
  }

  /** As delivering, but for what is composed and called. */
  private async withdraw(
    claimed: ClaimedPosting,
    client: QuickBooksClient,
    shouldStop: ShouldStop,
  ): Promise<readonly string[]> {
    const write = await this.withdrawal.compose(claimed, client);
    if (!write) return [];
    if (shouldStop()) return this.leave(claimed);
    if (!(await this.postings.markSending(claimed, write))) return [];
    const call = await this.attempt(claimed, write, () =>
      client.delete(entityOf(claimed.posting.kind), write.payload, write.requestId),
    );
    return onceItAnswers(() => this.withdrawal.settle(claimed, call));
  }

  /** Claim, compose, commit the intent, send, keep the answer, settle: in this order and no other. */
  private async deliver(
    claimed: ClaimedPosting,
    client: QuickBooksClient,
    shouldStop: ShouldStop,
  ): Promise<readonly string[]> {
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
    if (composed.action === 'wait') return this.leave(claimed, composed.seconds * 1_000);
    if (composed.action === 'adopt')
      return this.settlement.found(claimed, composed.found, 'same vendor, number and total', 'adopted');
    if (shouldStop()) return this.leave(claimed);
    const marked = await this.mark(claimed, composed.write);
    return marked ? this.send(claimed, client, composed.write) : [];
  }

  /** False where nothing may be sent. The answer to the commit may be lost; that nothing was sent is known all the same. */
  private async mark(claimed: ClaimedPosting, write: OutgoingWrite): Promise<boolean> {
    try {
      return await this.postings.markSending(claimed, write);
    } catch (error) {
      if (!isAway(error)) throw error;
      const why = 'the database went away before the sending';
      await onceItAnswers(() => this.postings.finishPending(claimed, { waitMs: 0, why }));
      return false;
    }
  }

  private async compose(claimed: ClaimedPosting, client: QuickBooksClient): Promise<Composed> {
    const { kind, quickBooksId } = claimed.posting;
    // A token that has to be renewed is renewed now, while nothing is marked as sent.
    await client.ready();
    if (quickBooksId) return composeUpdate(claimed, await client.read(entityOf(kind), quickBooksId));
    const sentBefore = await this.doubts.foundFromBefore(claimed, client);
    if (sentBefore.length > 1) return { action: 'hold', problem: severalFound(claimed, sentBefore) };
    const [found] = sentBefore;
    if (found) return composeFound(claimed, found);
    const seconds = await this.doubts.secondsToWait(claimed);
    if (seconds !== null) return { action: 'wait', seconds };
    return (await this.coexistence.meet(claimed, client)) ?? composeCreate(claimed);
  }

  /** Where the service ends the next worker takes it up at once. */
  private async leave(claimed: ClaimedPosting, waitMs = 0): Promise<readonly string[]> {
    await this.claims.letGo(claimed, waitMs);
    return [];
  }

  private async send(
    claimed: ClaimedPosting,
    client: QuickBooksClient,
    write: OutgoingWrite,
  ): Promise<readonly string[]> {
    const call = await this.attempt(claimed, write, () =>
      client.write(entityOf(claimed.posting.kind), write.payload, write.requestId),
    );
    return onceItAnswers(() => this.settlement.settle(claimed, write, call, client));
  }

  /** One call, kept in the attempt log whatever it came to. */
  private async attempt(
    claimed: ClaimedPosting,
    write: OutgoingWrite,
    send: () => Promise<Written>,
  ): Promise<Call> {
    const startedAt = new Date();
    const call = await callOf(send());
    await onceItAnswers(() => this.postings.appendAttempt(claimed, write, attemptOf(call, startedAt)));
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
    return call;
  }
}
