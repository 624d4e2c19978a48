import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { QuickBooksTokenRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { RemoteError, TokenBroker } from '#libs/quickbooks';

const PERIOD_MS = 5 * 60_000;
/** With the period, never more than a day. */
const IDLE_HOURS = 23;
const CONNECTIONS_AT_ONCE = 20;

/** Renews once a day what nobody uses, say of a paused pipeline: a refresh token that lies still dies after 100 days. */
@Injectable()
export class IdleTokenSweep implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly tokens: QuickBooksTokenRepository,
    private readonly broker: TokenBroker,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(IdleTokenSweep.name);
  }

  onModuleInit(): void {
    this.clock.every('idle-tokens', PERIOD_MS, () => this.renew());
  }

  async renew(): Promise<void> {
    const idle = await this.tokens.idle(IDLE_HOURS, CONNECTIONS_AT_ONCE);
    await Promise.all(idle.map((connectionId) => this.renewOne(connectionId)));
  }

  /** The access token of a day ago is over, so asking for one is what renews. */
  private async renewOne(connectionId: string): Promise<void> {
    try {
      await this.broker.accessToken(connectionId);
    } catch (err) {
      const failure = err instanceof RemoteError ? err.failure : null;
      this.logger.warn({ err, connectionId, failure }, 'token.not-renewed');
    }
  }
}
