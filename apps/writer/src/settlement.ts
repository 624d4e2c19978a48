import { Inject, Injectable } from '@nestjs/common';
import { type Problem, problem } from '#libs/domain';
import {
  brokenUniqueness,
  type ClaimedPosting,
  ConnectionRepository,
  type OutgoingWrite,
  PostingWriteRepository,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import {
  DUPLICATE_NAME,
  droppedLinks,
  findNameHolders,
  findVendorsByName,
  isBusyWithNames,
  mirrored,
  type QuickBooksClient,
  type RemoteError,
  refusalProblem,
  type WireObject,
} from '#libs/quickbooks';
import { Coexistence } from './coexistence.js';
import { DOUBT_POLICY, type DoubtPolicy } from './doubt-policy.js';
import { entityOf } from './entity-of.js';
import { moneyProblems } from './money-problems.js';
import { LONGEST_WAIT_MS, waitAfter } from './wait-after.js';
import { type Call, outcomeOf } from './write-outcome.js';

const STALE_MAX = 3;
/** How often a vendor's name is tried again that is taken by nobody who can be found. */
const HOLDER_LOOK_UPS_MAX = 3;

/** What happens after each class of result. Gives the postings that were waiting for this one. */
@Injectable()
export class Settlement {
  constructor(
    private readonly postings: PostingWriteRepository,
    private readonly objects: QuickBooksObjectRepository,
    private readonly connections: ConnectionRepository,
    private readonly coexistence: Coexistence,
    @Inject(DOUBT_POLICY) private readonly policy: DoubtPolicy,
  ) {}

  async settle(
    claimed: ClaimedPosting,
    write: OutgoingWrite,
    call: Call,
    client: QuickBooksClient,
  ): Promise<readonly string[]> {
    if (call.ok) return this.found(claimed, call.written.object, 'the answer');
    const { error } = call;
    switch (outcomeOf(call)) {
      case 'stale':
        return this.stale(claimed);
      case 'rejected':
        return this.rejected(claimed, write, error, client);
      case 'unknown':
        await this.postings.finishInDoubt(claimed, this.policy.lookUpSeconds);
        return [];
      default:
        return this.notEvenSent(claimed, error);
    }
  }

  /** QuickBooks has it: by its answer, or by a look-up. */
  async found(
    claimed: ClaimedPosting,
    document: WireObject,
    evidence: string,
    origin: 'created' | 'adopted' = 'created',
  ): Promise<readonly string[]> {
    const { posting } = claimed;
    const seen = mirrored(entityOf(posting.kind), document);
    await this.objects.note(claimed.connectionId, seen);
    if (posting.kind === 'vendor' && seen.currency && posting.currency && seen.currency !== posting.currency)
      return this.hold(claimed, wrongCurrency(claimed, seen.quickBooksId, seen.currency));
    const { quickBooksId, syncToken, total, currency } = seen;
    try {
      const unlinkedLines = droppedLinks(posting.intent ?? {}, claimed.order, document);
      const posted = { quickBooksId, syncToken, total, currency, evidence, origin, unlinkedLines };
      // What others entered is theirs: its total is ours, and how it is split is their affair.
      const problems = origin === 'adopted' ? [] : moneyProblems(posting, document);
      return await this.postings.finishPosted(claimed, posted, problems);
    } catch (error) {
      if (brokenUniqueness(error) !== 'posting_link') throw error;
      return this.hold(claimed, standsForAnother(claimed, quickBooksId));
    }
  }

  /** A person settles it. Where a write is in doubt, that person has to say first what became of it. */
  async hold(claimed: ClaimedPosting, why: Problem): Promise<readonly string[]> {
    if (claimed.posting.state === 'in-doubt') await this.postings.finishNeedsReview(claimed, [why]);
    else await this.postings.finishRefused(claimed, 'held', [why]);
    return [];
  }

  /** Nothing has been carried out: the same intention goes out again, with the same request id. */
  async notEvenSent(claimed: ClaimedPosting, error: RemoteError): Promise<readonly string[]> {
    const waitMs = error.retryAfterMs ?? waitAfter(claimed.posting.failures);
    await this.noteFailure(claimed, error, waitMs);
    await this.postings.finishPending(claimed, { waitMs, why: error.message });
    return [];
  }

  /** A pause or a closed company concerns the whole connection. That no token is to be had has ended it already. */
  async noteFailure(
    { connectionId }: Pick<ClaimedPosting, 'connectionId'>,
    error: RemoteError,
    waitMs = error.retryAfterMs ?? LONGEST_WAIT_MS,
  ): Promise<void> {
    if (error.failure === 'throttled') await this.connections.throttle(connectionId, waitMs);
    if (error.failure === 'locked-out') await this.connections.lockOut(connectionId, error.message, 'writer');
  }

  /** Somebody changed the document after we read it: read it again and look what is left to say. */
  private async stale(claimed: ClaimedPosting): Promise<readonly string[]> {
    // Counted anew after each time that a person was asked.
    if ((await this.postings.staleInARow(claimed.posting.id)) % STALE_MAX === 0)
      return this.hold(
        claimed,
        problem(
          'changed-in-quickbooks',
          claimed.posting.documentNumber ?? claimed.posting.sourceKey,
          `${claimed.posting.documentNumber ?? 'The document'} is being changed in QuickBooks again and again. Replay when nobody works on it.`,
        ),
      );
    await this.postings.finishPending(claimed, { waitMs: 0, why: 'stale sync token', nextRevision: true });
    return [claimed.posting.id];
  }

  private async rejected(
    claimed: ClaimedPosting,
    write: OutgoingWrite,
    error: RemoteError,
    client: QuickBooksClient,
  ): Promise<readonly string[]> {
    const { posting } = claimed;
    if (isBusyWithNames(error)) {
      // With the same request id QuickBooks might repeat the refusal.
      const waitMs = waitAfter(posting.failures);
      await this.postings.finishPending(claimed, { waitMs, why: error.message, nextRevision: true });
      return [];
    }
    if (
      write.operation === 'create' &&
      posting.failures < HOLDER_LOOK_UPS_MAX &&
      (await this.coexistence.hasLearned(claimed, error, client))
    ) {
      await this.postings.finishPending(claimed, { waitMs: 0, why: error.message, nextRevision: true });
      return [posting.id];
    }
    const isNameTaken = posting.kind === 'vendor' && error.code === DUPLICATE_NAME;
    if (isNameTaken && write.operation === 'create') {
      const same = await this.sameVendor(claimed, client);
      if (same)
        return this.found(claimed, same, 'QuickBooks has a vendor of this name and currency', 'adopted');
    }
    const holderFound = isNameTaken && (await this.noteNameHolders(claimed, client));
    if (isNameTaken && !holderFound && posting.failures < HOLDER_LOOK_UPS_MAX) {
      // Somebody has the name, but QuickBooks' queries lag behind its writes.
      const waitMs = waitAfter(posting.failures);
      await this.postings.finishPending(claimed, { waitMs, why: error.message, nextRevision: true });
      return [];
    }
    const subject =
      posting.kind === 'vendor' ? posting.sourceKey : (posting.documentNumber ?? posting.sourceKey);
    const problems = [refusalProblem(error, subject, posting.sourceNumber ?? subject)];
    await this.postings.finishRefused(claimed, 'rejected', problems, holderFound);
    return [];
  }

  /** Whoever has got the name since the mirror was read: knowing of them, mapping chooses another. False if nobody is found. */
  private async noteNameHolders(
    { posting, connectionId }: ClaimedPosting,
    client: QuickBooksClient,
  ): Promise<boolean> {
    const name = posting.intent?.DisplayName;
    if (typeof name !== 'string') return false;
    const holders = await findNameHolders(client, name);
    for (const { entity, object } of holders) await this.objects.note(connectionId, mirrored(entity, object));
    return holders.length > 0;
  }

  /** A vendor entered since the mirror was read. Only one of the very name and currency may be taken. */
  private async sameVendor(
    { posting, connectionId }: ClaimedPosting,
    client: QuickBooksClient,
  ): Promise<WireObject | null> {
    const name = posting.intent?.DisplayName;
    if (typeof name !== 'string') return null;
    const found = (await findVendorsByName(client, name)).filter(
      (vendor) =>
        vendor.DisplayName === name &&
        vendor.Active !== false &&
        (vendor.CurrencyRef as { value?: unknown } | undefined)?.value === posting.currency,
    );
    const [only] = found;
    if (!only || found.length > 1) return null;
    await this.objects.note(connectionId, mirrored('Vendor', only));
    const [known] = await this.objects.vendors(posting.pipelineId, connectionId, [], [String(only.Id)]);
    return known?.linkedSupplierId ? null : only;
  }
}

function wrongCurrency({ posting }: ClaimedPosting, id: string, currency: string): Problem {
  return problem(
    'vendor-currency-differs',
    posting.sourceKey,
    `QuickBooks keeps vendor ${posting.sourceNumber} (${id}) in ${currency}, not in ${posting.currency}. Make a vendor in ${posting.currency} there by hand and map the supplier to it.`,
  );
}

function standsForAnother({ posting }: ClaimedPosting, id: string): Problem {
  const { kind, sourceNumber, sourceKey } = posting;
  return kind === 'vendor'
    ? problem(
        'vendor-name-taken',
        sourceKey,
        `Vendor ${id} of QuickBooks has the name of ${sourceNumber} but stands for another supplier of Cin7. Map ${sourceNumber} to a vendor of its own, or rename it.`,
      )
    : problem(
        'several-in-quickbooks',
        posting.documentNumber ?? sourceKey,
        `Document ${id} of QuickBooks stands for another posting already. Say which of the two it is.`,
      );
}
