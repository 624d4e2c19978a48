import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { ConnectionRepository } from '#libs/persistence';
import { SweepClock } from '#libs/platform';
import { PacedCalls, THROTTLE, type Throttle } from '#libs/queues';
import { QuickBooksCompanies, RemoteError } from '#libs/quickbooks';

const PERIOD_MS = 30_000;

/** Asks companies that were closed to us whether they let us in again, with one small reading for each. */
@Injectable()
export class ConnectionProbe implements OnModuleInit {
  constructor(
    private readonly clock: SweepClock,
    private readonly connections: ConnectionRepository,
    private readonly companies: QuickBooksCompanies,
    @Inject(THROTTLE) private readonly throttle: Throttle,
    private readonly logger: PinoLogger,
  ) {
    logger.setContext(ConnectionProbe.name);
  }

  onModuleInit(): void {
    this.clock.every('probe', PERIOD_MS, () => this.probe());
  }

  async probe(): Promise<void> {
    for (const { id, account, limitShare } of await this.connections.dueProbes()) {
      try {
        const { beforeCall } = new PacedCalls(this.throttle, this.companies.limited({ id, limitShare }));
        await this.companies
          .client({ id, realmId: account }, { purpose: 'connect', beforeCall })
          .companyInfo();
        await this.connections.setState(id, 'active', null, 'poller');
        this.logger.info({ connectionId: id }, 'connection.open-again');
      } catch (error) {
        if (!(error instanceof RemoteError)) throw error;
        this.logger.warn({ connectionId: id, why: error.message }, 'connection.still-closed');
        // A dead token has set the connection to expired itself; anything else is tried again in a minute.
        if (error.failure === 'locked-out') await this.connections.lockOut(id, error.message, 'poller', true);
      }
    }
  }
}
