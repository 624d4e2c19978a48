import { Injectable, NotFoundException } from '@nestjs/common';
import type { Company } from '#libs/cin7';
import {
  type ConnectedCompany,
  type ConnectionEntity,
  ConnectionRepository,
  PipelineRepository,
} from '#libs/persistence';
import { type CompanyFacts, companyFacts } from '#libs/quickbooks';
import { ProviderClients } from '../providers/provider-clients.js';
import { providerProblem } from '../providers/provider-problem.js';
import { conflictsBetween } from './connection-conflicts.js';
import type { ConnectionTestView } from './connection-test.view.js';

/** Asks the real system behind a connection who it is, and the other side of its pipeline too, to compare them. */
@Injectable()
export class ConnectionTest {
  constructor(
    private readonly connections: ConnectionRepository,
    private readonly pipelines: PipelineRepository,
    private readonly providers: ProviderClients,
  ) {}

  async run(id: string, actor: string): Promise<ConnectionTestView> {
    const connection = await this.connections.find(id);
    if (!connection)
      throw new NotFoundException('There is no connection with this id. GET /connections lists all.');
    try {
      const found = await this.ask(connection);
      await this.connections.noteCompany(id, companyOf(found));
      if (connection.state === 'expired' || connection.probeAt)
        await this.connections.setState(id, 'active', null, actor);
      return { ok: true, found: said(found), conflicts: await this.conflicts(connection, found) };
    } catch (error) {
      const problem = providerProblem(error);
      if (!problem) throw error;
      return { ok: false, problem };
    }
  }

  private async ask(connection: ConnectionEntity): Promise<Found> {
    return connection.provider === 'cin7'
      ? { cin7: await this.askCin7(connection.id), quickBooks: null }
      : { cin7: null, quickBooks: await this.askQuickBooks(connection) };
  }

  private async askCin7(connectionId: string): Promise<Company> {
    return (await this.providers.cin7(connectionId, 'connect')).company();
  }

  private async askQuickBooks(connection: ConnectionEntity): Promise<CompanyFacts> {
    const client = this.providers.quickBooks(connection, 'connect');
    const info = await client.companyInfo();
    return companyFacts(info, await client.preferences());
  }

  /** A partner that does not answer has a test of its own; here it only leaves nothing to compare with. */
  private async conflicts(connection: ConnectionEntity, found: Found) {
    const pipeline = await this.pipelines.findUsing([connection.id]);
    if (!pipeline) return [];
    const { cin7ConnectionId, quickBooksConnectionId, cutOverDate } = pipeline;
    const partnerId = connection.provider === 'cin7' ? quickBooksConnectionId : cin7ConnectionId;
    const partner = await this.ask(await this.connections.get(partnerId)).catch(() => NOTHING);
    return conflictsBetween({
      cin7: found.cin7 ?? partner.cin7,
      quickBooks: found.quickBooks ?? partner.quickBooks,
      cutOverDate,
    });
  }
}

type Found =
  | { readonly cin7: Company; readonly quickBooks: null }
  | { readonly cin7: null; readonly quickBooks: CompanyFacts };

const NOTHING = { cin7: null, quickBooks: null };

function companyOf({ cin7, quickBooks }: Found): ConnectedCompany {
  if (cin7) return { name: cin7.name, country: null, homeCurrency: cin7.baseCurrency };
  const { company: name, country, homeCurrency } = quickBooks;
  return { name, country, homeCurrency };
}

function said({ cin7, quickBooks }: Found): object {
  if (!cin7) return quickBooks;
  const { name, ...facts } = cin7;
  return { company: name, ...facts };
}
