import { Inject, Injectable } from '@nestjs/common';
import { Cin7Accounts, type Cin7Client } from '#libs/cin7';
import type { CallPurpose } from '#libs/domain';
import { type ConnectionEntity, ConnectionRepository } from '#libs/persistence';
import { PacedCalls, THROTTLE, type Throttle } from '#libs/queues';
import { type QuickBooksClient, QuickBooksCompanies } from '#libs/quickbooks';

/** Clients for a person who waits for the answer: their calls do not stand in line, but they count. */
@Injectable()
export class ProviderClients {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly accounts: Cin7Accounts,
    private readonly companies: QuickBooksCompanies,
    @Inject(THROTTLE) private readonly throttle: Throttle,
  ) {}

  async cin7(connectionId: string, purpose: CallPurpose): Promise<Cin7Client> {
    const account = this.accounts.limited(await this.connections.get(connectionId));
    const keys = await this.connections.cin7Keys(connectionId);
    const { beforeCall } = new PacedCalls(this.throttle, account);
    return this.accounts.client(keys, { connectionId, purpose, beforeCall });
  }

  quickBooks(connection: ConnectionEntity, purpose: CallPurpose): QuickBooksClient {
    const { id, account: realmId } = connection;
    const calls = new PacedCalls(this.throttle, this.companies.limited(connection));
    return this.companies.client({ id, realmId }, { purpose, beforeCall: calls.beforeCall });
  }
}
