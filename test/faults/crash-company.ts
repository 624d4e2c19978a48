import { Client } from 'pg';
import { type Company, INVENTORY, openCompany } from '../e2e/company.js';
import { eventually } from '../e2e/eventually.js';
import type { Json } from '../e2e/json-client.js';
import { type System, startSystem } from '../e2e/system.js';
import { type CrashMode, SETTLE_SECONDS } from './crash-mode.js';
import { Trade } from './trade.js';

/** Short, so that what a killed service held is free again within seconds. */
export const LEASE_SECONDS = 2;

export const ofCin7 = ['supplier', 'purchase', 'supplier-credit-note'] as const;
const recordTypes = [...ofCin7, 'quickbooks-object'] as const;
export type RecordType = (typeof recordTypes)[number];

/** A customer on a system whose services are started apart, and what of it can be asked in the database. */
export class CrashCompany {
  private constructor(
    readonly system: System,
    readonly company: Company,
    readonly trade: Trade,
    private readonly database: Client,
  ) {}

  static async open(mode: CrashMode, redisDatabase: number): Promise<CrashCompany> {
    const times = {
      IN_DOUBT_LOOKUP_SECONDS: '1',
      IN_DOUBT_SETTLE_SECONDS: String(SETTLE_SECONDS),
      LEASE_SECONDS: String(LEASE_SECONDS),
    };
    const system = await startSystem(times, { services: ['console'], redisDatabase });
    const company = await openCompany(system, { accounts: INVENTORY });
    await system.quickBooks.post(company.quickBooks('/settings'), mode.company);
    await system.quickBooks.post('/tokens/settings', mode.tokens);
    // Read when the sweep asks, so that it knows what a service is at.
    const schedules = Object.fromEntries(recordTypes.map((type) => [type, { enabled: false }]));
    await system.console.patch(`/pipelines/${company.pipelineId}`, { schedules });
    const database = new Client({ connectionString: system.databaseUrl });
    await database.connect();
    return new CrashCompany(system, company, new Trade(system, company), database);
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.system.stop();
  }

  /** Asks for a reading; who reads may be dead as yet. */
  async askToRead(types: readonly RecordType[] = recordTypes): Promise<void> {
    const asked = { recordTypes: types };
    await this.system.console.post(`/pipelines/${this.company.pipelineId}/sync-runs`, asked);
  }

  /** A purchase whose documents are all posted; with `files`, one whose files are attached as well. */
  async settledPurchase({ files }: { readonly files: boolean } = { files: false }): Promise<string> {
    return eventually('there is a purchase that is settled', async () => {
      const { rows } = await this.database.query<{ id: string }>(
        `select r.source_id as id from source_record r join posting p on p.source_record_id = r.id
         where r.record_type = 'purchase' and r.mapping_seq = r.mapped_seq
           and (not $1 or exists (select 1 from attachment a join posting b on b.id = a.posting_id
             where b.source_record_id = r.id and a.state = 'posted'))
         group by r.id having bool_and(p.state = 'posted') and count(*) = 4 order by random() limit 1`,
        [files],
      );
      return rows[0]?.id;
    });
  }

  /** Whatever is not done yet, in words; nothing when all is quiet. What was taken back may be called excluded later. */
  async unfinished(): Promise<string[]> {
    const { rows } = await this.database.query<{ what: string }>(
      `select kind || ' ' || state || ' ' || coalesce(document_number, source_number, source_key)
           || coalesce((select ': ' || string_agg(message, ' ' order by position) from posting_problem where posting_id = posting.id), '')
           as what from posting
         where state not in ('posted', 'withdrawn', 'excluded')
       union all select 'sync run ' || record_type || ' ' || state from sync_run where state in ('queued', 'running')
       union all select record_type || ' ' || coalesce(number, source_id) || ' not read' from source_record
         where detail_seq > detailed_seq
       union all select 'file ' || state || ' ' || file_name from attachment where state not in ('posted', 'excluded')
       union all select record_type || ' ' || coalesce(number, source_id) || ' not mapped' from source_record
         where mapping_seq > mapped_seq`,
    );
    return rows.map(({ what }) => what);
  }

  /** What a killed service held is free: its leases have run out. */
  async untilLeasesEnd(): Promise<void> {
    await eventually('no lease is held', async () => {
      const { rows } = await this.database.query<{ held: boolean }>(
        `select exists (select 1 from sync_run where lease_until > now())
           or exists (select 1 from quickbooks_token where lease_until > now()) as held`,
      );
      return rows[0]?.held === false;
    });
  }

  /** QuickBooks was read a month ago for the last time: changes do not go back so far. */
  async agePoll(): Promise<void> {
    await this.database.query(
      `update timetable set watermark = now() - interval '40 days' where record_type = 'quickbooks-object'`,
    );
  }

  /** The access token is old: it has to be renewed before it is used. */
  async ageAccessToken(): Promise<void> {
    await this.database.query('update quickbooks_token set access_expires_at = now()');
  }

  /** Sets the count of exchanges to nothing, and remembers which tokens are stored. */
  async watchTokens(): Promise<() => Promise<boolean>> {
    await this.system.quickBooks.delete('/calls');
    const before = await this.tokenVersion();
    /**
     * QuickBooks has given tokens that have not been stored: they died with the process that asked for them. A provider that
     * has killed the old one by then leaves nothing to go on with, whatever we do.
     */
    return async () => {
      const { calls } = await this.system.quickBooks.get('/calls');
      const given = calls.filter(
        ({ path, status }: Json) => path.includes('/oauth2/v1/tokens/bearer') && status === 200,
      );
      return given.length > (await this.tokenVersion()) - before;
    };
  }

  private async tokenVersion(): Promise<number> {
    const { rows } = await this.database.query<{ version: number }>('select version from quickbooks_token');
    return Number(rows[0]?.version);
  }

  async connectionState(): Promise<string> {
    const { rows } = await this.database.query<{ state: string }>(
      `select state from connection where provider = 'quickbooks'`,
    );
    return rows[0]?.state ?? 'gone';
  }

  /** What only a person can do: consent again. */
  async consentAgain(): Promise<void> {
    const { realmId } = this.company;
    const { refreshToken } = await this.system.quickBooks.post('/tokens/issue', { realmId });
    await this.system.console.post('/connections/quickbooks', { name: 'QuickBooks', realmId, refreshToken });
  }
}
