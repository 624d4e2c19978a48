import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Cin7Accounts, RemoteError, registerWebhooks } from '#libs/cin7';
import { Cin7WebhookRepository, ConnectionRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';

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
        if (!(error instanceof RemoteError)) throw error;
        this.logger.warn({ pipelineId, why: error.message }, 'webhooks.unchecked');
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
    const sure = registered.every(({ secretId }) => secretId === id);
    const known = registered.flatMap(({ cin7Id }) => cin7Id ?? []);
    const keys = await this.connections.cin7Keys(cin7ConnectionId);
    const client = this.accounts.webhooks(keys, { connectionId: cin7ConnectionId, purpose: 'check' });
    const found = await registerWebhooks(client, { url, secret, known }, { sure });
    await this.webhooks.note(pipelineId, found, id, 'poller');
    for (const { type, problem } of found)
      if (problem) this.logger.warn({ pipelineId, type, why: problem }, 'webhook.refused');
  }
}
