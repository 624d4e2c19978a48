import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type {
  KnownVendor,
  LedgerAccount,
  ListedObject,
  MirroredObject,
  NameHolder,
  ProblemCode,
  Tracking,
} from '#libs/domain';
import { rowOf, rowsOf, type Sql } from './sql.js';

/** How the company keeps its books. */
export interface CompanyBooks {
  readonly homeCurrency: string;
  readonly multiCurrency: boolean;
  /** The books are closed up to this day. */
  readonly closingDate: string | null;
  readonly tracking: Tracking;
  /** Without it tax codes and the tax that is sent are ignored. */
  readonly usesSalesTax: boolean;
}

/** Where the company does not say, QuickBooks itself has to refuse. */
const TRACKING = `json_build_object(
  'departments', coalesce((o.payload #>> '{AccountingInfoPrefs,TrackDepartments}')::boolean, true),
  'classes', coalesce((o.payload #>> '{AccountingInfoPrefs,ClassTrackingPerTxnLine}')::boolean, true),
  'billableExpenses',
    coalesce((o.payload #>> '{VendorAndPurchasesPrefs,BillableExpenseTracking}')::boolean, true)) as tracking`;

/** The day up to which the books are closed, in the company's `Preferences` `o`. */
export const CLOSING_DATE = `left(o.payload #>> '{AccountingInfoPrefs,BookCloseDate}', 10)`;
export const HOME_CURRENCY = `o.payload #>> '{CurrencyPrefs,HomeCurrency,value}'`;

/** An active account payable; one of a company with a single currency names none. */
export const ACCOUNT_PAYABLE = `o.entity = 'Account' and o.active and not o.deleted
  and o.payload ->> 'AccountType' = 'Accounts Payable'`;

/** The mirrored object `o` and what is read of it now, `excluded`, are one state of it. What has no token is compared itself. */
const IS_AS_BEFORE = `(o.deleted, o.last_updated_at) is not distinct from (excluded.deleted, excluded.last_updated_at)
  and o.sync_token is not distinct from coalesce(excluded.sync_token, o.sync_token)
  and (excluded.deleted or excluded.sync_token is not null or o.payload::text = excluded.payload::text)`;

/** More tax codes than any company has. */
const WHOLE_LIST_MAX = 1_000;

/** The mirror of a QuickBooks company, so that posting a bill needs no reading. */
@Injectable()
export class QuickBooksObjectRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Takes what was read or answered; an older reading never replaces a newer one. */
  async save(sql: Sql, connectionId: string, objects: readonly MirroredObject[]): Promise<number> {
    const unique = [
      ...new Map(objects.map((object) => [`${object.entity}/${object.quickBooksId}`, object])).values(),
    ];
    const saved = await rowsOf(
      sql,
      `insert into quickbooks_object as o (connection_id, entity, quickbooks_id, sync_token, active, deleted, name,
         document_number, currency, total, marker, last_updated_at, payload)
       select $1, x.entity, x."quickBooksId", x."syncToken", x.active, x.deleted, x.name, x."documentNumber",
         x.currency, x.total, x.marker, x."lastUpdatedAt", x.payload
       from json_to_recordset($2::json) as x (entity text, "quickBooksId" text, "syncToken" text, active boolean,
         deleted boolean, name text, "documentNumber" text, currency text, total numeric, marker text,
         "lastUpdatedAt" timestamptz, payload json)
       on conflict (connection_id, entity, quickbooks_id) do update
         set sync_token = coalesce(excluded.sync_token, o.sync_token), active = excluded.active,
           deleted = excluded.deleted, name = coalesce(excluded.name, o.name),
           document_number = coalesce(excluded.document_number, o.document_number),
           currency = coalesce(excluded.currency, o.currency), total = coalesce(excluded.total, o.total),
           marker = coalesce(excluded.marker, o.marker), last_updated_at = excluded.last_updated_at,
           payload = case when excluded.deleted then o.payload else excluded.payload end, read_at = now(),
           changed_at = case when ${IS_AS_BEFORE} then o.changed_at else now() end
         where not (o.deleted and not excluded.deleted)
           and coalesce(excluded.last_updated_at, now()) >= coalesce(o.last_updated_at, '-infinity')
       returning 1 as saved`,
      [connectionId, JSON.stringify(unique)],
    );
    return saved.length;
  }

  /** Takes one answer of a write, outside any transaction. */
  async note(connectionId: string, object: MirroredObject): Promise<void> {
    await this.save(this.database, connectionId, [object]);
  }

  /** Documents that no reading since a moment has shown, in the order of type and id. */
  async unseenSince(
    connectionId: string,
    entities: readonly string[],
    moment: Date,
    { after, limit }: { readonly after: { entity: string; id: string }; readonly limit: number },
  ): Promise<{ entity: string; id: string }[]> {
    return rowsOf(
      this.database,
      `select entity, quickbooks_id as id from quickbooks_object
       where connection_id = $1 and entity = any($2) and read_at < $3 and not deleted
         and (entity, quickbooks_id) > ($4::text, $5::text)
       order by entity, quickbooks_id limit $6`,
      [connectionId, entities, moment, after.entity, after.id, limit],
    );
  }

  /** When the objects of each type were read last; a type without any is not in it. */
  async readAt(connectionId: string, entities: readonly string[]): Promise<Map<string, Date>> {
    const rows = await rowsOf<{ entity: string; at: Date }>(
      this.database,
      `select entity, max(read_at) as at from quickbooks_object
       where connection_id = $1 and entity = any($2) group by entity`,
      [connectionId, entities],
    );
    return new Map(rows.map(({ entity, at }) => [entity, at]));
  }

  /** Which of these problems keep a document of the pipeline back. */
  async heldFor(pipelineId: string, codes: readonly ProblemCode[]): Promise<Set<string>> {
    const rows = await rowsOf<{ code: string }>(
      this.database,
      `select distinct x.code from posting_problem x join posting p on p.id = x.posting_id
       where p.pipeline_id = $1 and x.code = any($2) and p.state in ('held', 'rejected')`,
      [pipelineId, codes],
    );
    return new Set(rows.map(({ code }) => code));
  }

  /** The documents that carry a marker of ours, as far as they have been read. */
  async idsByMarker(connectionId: string, entity: string, marker: string): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.database,
      `select quickbooks_id as id from quickbooks_object
       where connection_id = $1 and entity = $2 and marker = $3 and not deleted order by quickbooks_id`,
      [connectionId, entity, marker],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * What the company's books are kept in. Null until QuickBooks has been read to its end once: from half a mirror
   * accounts would seem to be missing, and vendors would be made that are there.
   */
  async company(connectionId: string): Promise<CompanyBooks | null> {
    return rowOf<CompanyBooks>(
      this.database,
      `select ${HOME_CURRENCY} as "homeCurrency",
         coalesce((o.payload #>> '{CurrencyPrefs,MultiCurrencyEnabled}')::boolean, false) as "multiCurrency",
         ${CLOSING_DATE} as "closingDate",
         coalesce((o.payload #>> '{TaxPrefs,UsingSalesTax}')::boolean, true) as "usesSalesTax", ${TRACKING}
       from quickbooks_object o
       join pipeline p on p.quickbooks_connection_id = o.connection_id
       join timetable t on t.pipeline_id = p.id and t.record_type = 'quickbooks-object'
       where o.connection_id = $1 and o.entity = 'Preferences' and t.watermark is not null
         and ${HOME_CURRENCY} is not null
       limit 1`,
      [connectionId],
    );
  }

  async accounts(connectionId: string, ids: readonly string[]): Promise<ReadonlyMap<string, LedgerAccount>> {
    return this.accountsWhere(connectionId, 'and quickbooks_id = any($2)', [ids]);
  }

  async chartOfAccounts(connectionId: string): Promise<ReadonlyMap<string, LedgerAccount>> {
    return this.accountsWhere(connectionId, '', []);
  }

  /** Currency → id of the oldest active account payable. */
  async payables(connectionId: string, homeCurrency: string): Promise<ReadonlyMap<string, string>> {
    const rows = await rowsOf<{ currency: string; id: string }>(
      this.database,
      `select distinct on (1) coalesce(o.currency, $2) as currency, o.quickbooks_id as id from quickbooks_object o
       where o.connection_id = $1 and ${ACCOUNT_PAYABLE}
       order by 1, length(o.quickbooks_id), o.quickbooks_id`,
      [connectionId, homeCurrency],
    );
    return new Map(rows.map(({ currency, id }) => [currency, id]));
  }

  /** The objects of a list that are known by these ids. */
  async listed(
    connectionId: string,
    entity: string,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, ListedObject>> {
    if (ids.length === 0) return new Map();
    const rows = await rowsOf<ListedObject>(
      this.database,
      `select quickbooks_id as id, coalesce(name, quickbooks_id) as name, active and not deleted as active
       from quickbooks_object where connection_id = $1 and entity = $2 and quickbooks_id = any($3)`,
      [connectionId, entity, ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** A whole short list, such as that of the tax codes, as QuickBooks writes it. */
  async wholeList(connectionId: string, entity: string): Promise<Record<string, unknown>[]> {
    const rows = await rowsOf<{ payload: Record<string, unknown> }>(
      this.database,
      `select payload from quickbooks_object where connection_id = $1 and entity = $2 and not deleted
       order by quickbooks_id limit ${WHOLE_LIST_MAX}`,
      [connectionId, entity],
    );
    return rows.map(({ payload }) => payload);
  }

  /** Lower-case name → id of the active terms. */
  async terms(connectionId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await rowsOf<{ name: string; id: string }>(
      this.database,
      `select lower(trim(name)) as name, quickbooks_id as id from quickbooks_object
       where connection_id = $1 and entity = 'Term' and active and not deleted and name is not null`,
      [connectionId],
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  }

  /** The vendors of these names (whatever the case) or of these ids. */
  async vendors(
    pipelineId: string,
    connectionId: string,
    names: readonly string[],
    ids: readonly string[],
  ): Promise<KnownVendor[]> {
    return rowsOf<KnownVendor>(
      this.database,
      `select o.quickbooks_id as id, o.name as "displayName", coalesce(o.currency, '') as currency, o.active,
         p.source_key as "linkedSupplierId",
         coalesce((o.payload ->> 'Balance')::numeric, 0) <> 0 as "hasBalance"
       from quickbooks_object o
       left join posting p on p.pipeline_id = $1 and p.kind = 'vendor' and p.quickbooks_id = o.quickbooks_id
       where o.connection_id = $2 and o.entity = 'Vendor' and not o.deleted
         and (lower(o.name) = any($3) or o.quickbooks_id = any($4))
       order by o.quickbooks_id`,
      [pipelineId, connectionId, names.map((name) => name.toLowerCase()), ids],
    );
  }

  /** Customers and employees of these names, whatever the case; inactive ones keep the name that they show. */
  async nameHolders(connectionId: string, names: readonly string[]): Promise<NameHolder[]> {
    return rowsOf<NameHolder>(
      this.database,
      `select entity, quickbooks_id as id, name as "displayName" from quickbooks_object
       where connection_id = $1 and entity in ('Customer', 'Employee') and not deleted and lower(name) = any($2)
       order by entity, quickbooks_id`,
      [connectionId, names.map((name) => name.toLowerCase())],
    );
  }

  private async accountsWhere(
    connectionId: string,
    condition: string,
    parameters: readonly unknown[],
  ): Promise<ReadonlyMap<string, LedgerAccount>> {
    const rows = await rowsOf<LedgerAccount>(
      this.database,
      `select quickbooks_id as id, payload ->> 'AcctNum' as number, name, payload ->> 'AccountType' as type,
         active and not deleted as active
       from quickbooks_object where connection_id = $1 and entity = 'Account' ${condition}`,
      [connectionId, ...parameters],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
