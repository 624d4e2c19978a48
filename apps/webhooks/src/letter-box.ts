import { Inject, Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { type Cin7Post, type QuickBooksEvent, WebhookInboxRepository } from '#libs/persistence';
import { type PollJob, PollQueue, QueueSender, senderOf } from '#libs/queues';
import { DoorMetrics, type Provider } from './door-metrics.js';
import { Gathered } from './gathered.js';
import { ADMIT_WITHIN_MS, inTime, STORE_WITHIN_MS } from './in-time.js';

/** Behind both doors: what is let in is stored, in time or not at all. */
@Injectable()
export class LetterBox {
  private readonly quickBooks = new Gathered<readonly QuickBooksEvent[]>(
    (posts) => this.storeQuickBooks(posts),
    ({ length }) => length,
  );
  private readonly lookUps = new Map<string, Promise<string[]>>();
  private readonly cin7 = new Gathered<Cin7Post>(
    (posts) => this.storeCin7(posts),
    ({ hints }) => hints.length,
  );

  constructor(
    private readonly inbox: WebhookInboxRepository,
    @Inject(senderOf(PollQueue)) private readonly poll: QueueSender<PollJob>,
    private readonly metrics: DoorMetrics,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(LetterBox.name);
  }

  /** Resolves when they are committed. */
  takeQuickBooks(events: readonly QuickBooksEvent[]): Promise<void> {
    return this.orRefuse('quickbooks', STORE_WITHIN_MS, this.quickBooks.add(events));
  }

  /** Resolves when it is committed. */
  takeCin7(post: Cin7Post): Promise<void> {
    return this.orRefuse('cin7', STORE_WITHIN_MS, this.cin7.add(post));
  }

  /** The hashes of the secrets that open the pipeline's door now. Who asks while they are being looked up waits with the first. */
  secretHashes(pipelineId: string): Promise<string[]> {
    const underWay = this.lookUps.get(pipelineId) ?? this.lookUp(pipelineId);
    return this.orRefuse('cin7', ADMIT_WITHIN_MS, underWay);
  }

  private lookUp(pipelineId: string): Promise<string[]> {
    const found = this.inbox.cin7SecretHashes(pipelineId).finally(() => this.lookUps.delete(pipelineId));
    this.lookUps.set(pipelineId, found);
    return found;
  }

  private async storeQuickBooks(posts: readonly (readonly QuickBooksEvent[])[]): Promise<void> {
    const taken = await this.inbox.takeQuickBooks(posts.flat());
    this.metrics.count('quickbooks', 'stored', taken.fresh);
    this.metrics.count('quickbooks', 'repeated', taken.repeated);
    this.metrics.count('quickbooks', 'unknown', taken.unknown);
  }

  private async storeCin7(posts: readonly Cin7Post[]): Promise<void> {
    const runs = await this.inbox.takeCin7(posts);
    this.metrics.count('cin7', 'stored', posts.length);
    // Nobody waits for the bell: where it is not heard, a sweep finds the mark.
    void this.poll
      .send(...runs.map((syncRunId) => ({ syncRunId })))
      .catch((err) => this.logger.warn({ err }, 'bell.failed'));
  }

  private orRefuse<Answer>(provider: Provider, limitMs: number, work: Promise<Answer>): Promise<Answer> {
    return inTime(work, limitMs, (err) => {
      this.metrics.count(provider, 'not-stored');
      this.logger.error({ err, provider }, 'webhook.not-stored');
    });
  }
}
