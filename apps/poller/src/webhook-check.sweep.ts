import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Cin7Accounts, RemoteError, registerWebhooks } from '#libs/cin7';
import { Cin7WebhookRepository, ConnectionRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { PacedCalls, THROTTLE, type Throttle } from '#libs/queues';

const PERIOD_MS = 60_000;
const CHECKS_AT_ONCE = 20;

/**
 * Looks once an hour whether Cin7 still has our webhooks: it switches one off that could not be delivered for 76 minutes, and
 * tells nobody. What it did not tell meanwhile, polling has read.
 */
@Injectable()
export class WebhookCheckSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly webhooks: Cin7WebhookRepository,
    private readonly connections: ConnectionRepository,
    private readonly accounts: Cin7Accounts,
    @Inject(THROTTLE) private readonly throttle: Throttle,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(WebhookCheckSweep.name);
  }

  onModuleInit(): void {
    this.clock.every('webhook-check', PERIOD_MS, () => this.check());
  }

  async check(): Promise<void> {
    for (const { pipelineId, cin7ConnectionId } of await this.webhooks.dueChecks(CHECKS_AT_ONCE)) {
      try {
        await this.checkOne(pipelineId, cin7ConnectionId);
      } catch (error) {
        // The others have been given to us as well, and nobody else looks at them within the hour.
        const why = error instanceof Error ? error.message : String(error);
        this.logger.warn({ pipelineId, why }, 'webhooks.unchecked');
      }
    }
  }

  private async checkOne(pipelineId: string, cin7ConnectionId: string): Promise<void> {
    const [registered, current] = await Promise.all([
      this.webhooks.registered(pipelineId),
      this.webhooks.secret(pipelineId),
    ]);
    const url = registered[0]?.url;
    if (!url || !current) return;
    const { id, secret } = current;
    const sure = registered.filter(({ secretId }) => secretId === id).map(({ type }) => type);
    const known = registered.flatMap(({ cin7Id }) => cin7Id ?? []);
    const [keys, connection] = await Promise.all([
      this.connections.cin7Keys(cin7ConnectionId),
      this.connections.get(cin7ConnectionId),
    ]);
    const { beforeCall, slowDown } = new PacedCalls(this.throttle, this.accounts.limited(connection));
    const context = { connectionId: cin7ConnectionId, purpose: 'check', beforeCall } as const;
    const client = this.accounts.webhooks(keys, context);
    const found = await registerWebhooks(client, { url, secret, known }, { sure }).catch(async (error) => {
      if (error instanceof RemoteError && error.asksForPause) await slowDown(error.retryAfterMs ?? 0);
      throw error;
    });
    await this.webhooks.note(pipelineId, found, id, 'poller');
    for (const { type, problem } of found)
      if (problem) this.logger.warn({ pipelineId, type, why: problem }, 'webhook.refused');
  }
}
