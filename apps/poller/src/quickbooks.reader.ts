import { Injectable } from '@nestjs/common';
import {
  ConnectionRepository,
  OrderDriftRepository,
  QuickBooksObjectRepository,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
} from '#libs/persistence';
import {
  CDC_ENTITIES,
  CDC_OBJECTS_MAX,
  type Changes,
  mirrored,
  QUERIED_ENTITIES,
  QUERY_PAGE_SIZE,
  type QuickBooksClient,
  QuickBooksCompanies,
  RemoteError,
  type WireObject,
} from '#libs/quickbooks';
import { listedProblems, listsDue } from './lists-due.js';
import { purposeOf } from './purpose-of.js';
import { counted, type Reading, type RecordReader } from './record.reader.js';

/** CDC looks back 30 days; before that becomes close, everything is read anew. */
const CDC_LOOK_BACK_MS = 28 * 86_400_000;

const ENTITIES: readonly string[] = [...QUERIED_ENTITIES, ...CDC_ENTITIES];

/** Without these no bill can be mapped. The others depend on the subscription and on what is switched on. */
const NEEDED: readonly string[] = ['Preferences', 'Account', 'Vendor', 'Bill'];

/** QuickBooks into the mirror: first everything by paged queries, then what changed. */
@Injectable()
export class QuickBooksReader implements RecordReader {
  readonly overlapSeconds = 600;

  constructor(
    private readonly companies: QuickBooksCompanies,
    private readonly connections: ConnectionRepository,
    private readonly runs: SyncRunRepository,
    private readonly objects: QuickBooksObjectRepository,
    private readonly records: SourceRecordRepository,
    private readonly orders: OrderDriftRepository,
  ) {}

  async read(reading: Reading): Promise<SyncRunCounts> {
    const connection = await this.connections.get(reading.pipeline.quickBooksConnectionId);
    const client = this.companies.client(
      { id: connection.id, realmId: connection.account },
      { purpose: purposeOf(reading.run) },
    );
    const { since } = reading.run;
    const counts =
      !since || Date.now() - since.getTime() > CDC_LOOK_BACK_MS
        ? await this.readPages(reading, client, ENTITIES)
        : await this.readChanges(reading, client, since);
    // A run that does not get here does not succeed either, so the next one begins where this one did and finds the same.
    await this.orders.releaseChanged(reading.pipeline.id, since);
    return counts;
  }

  /** The cursor is `<entity>:<start position>`, so an interrupted reading goes on within the type it was in. */
  async readPages(
    { run, pipeline, goOn }: Reading,
    client: QuickBooksClient,
    entities: readonly string[],
  ): Promise<SyncRunCounts> {
    let { counts } = run;
    const [resumeAt, resumeFrom] = run.cursor?.split(':') ?? [];
    const remaining = resumeAt ? entities.slice(Math.max(0, entities.indexOf(resumeAt))) : entities;
    for (const entity of remaining) {
      let position = entity === resumeAt ? Number(resumeFrom) : 1;
      for (let more = true; more; ) {
        goOn();
        const rows = await this.rowsOf(client, entity, position);
        position += QUERY_PAGE_SIZE;
        counts = counted(counts, { [entity]: rows.length });
        await this.runs.advance(
          run,
          { phase: 'list', cursor: `${entity}:${position}`, counts },
          async (manager) => {
            await this.objects.save(
              manager,
              pipeline.quickBooksConnectionId,
              rows.map((row) => mirrored(entity, row)),
            );
          },
        );
        more = entity !== 'Preferences' && rows.length > 0;
      }
    }
    return counts;
  }

  private async readChanges(reading: Reading, client: QuickBooksClient, since: Date): Promise<SyncRunCounts> {
    const truncated: string[] = [];
    let { counts } = reading.run;
    for (const change of (await this.inOneCall(client, since)) ??
      (await this.oneByOne(reading, client, since))) {
      counts = await this.saveChanges(reading, change, counts);
      if (change.objects.length >= CDC_OBJECTS_MAX) truncated.push(change.entity);
    }
    for (const entity of await this.listsDue(reading)) {
      const objects = await this.rowsOf(client, entity, 1);
      counts = await this.saveChanges(reading, { entity, objects }, counts);
    }
    if (truncated.length === 0) return counts;
    return this.readPages({ ...reading, run: { ...reading.run, cursor: null, counts } }, client, truncated);
  }

  private async listsDue({ run, pipeline }: Reading): Promise<readonly string[]> {
    const { trigger } = run;
    const [readAt, heldFor] = await Promise.all([
      this.objects.readAt(pipeline.quickBooksConnectionId, QUERIED_ENTITIES),
      this.objects.heldFor(pipeline.id, listedProblems),
    ]);
    return listsDue({ trigger, readAt, heldFor }, new Date());
  }

  /**
   * One call for all types. Null where that will not do: a full answer may be cut short, since the cap of 1,000 is over
   * all types together; and a type that the company does not have spoils the call for the others.
   */
  private async inOneCall(client: QuickBooksClient, since: Date): Promise<readonly Changes[] | null> {
    try {
      const changes = await client.changes(CDC_ENTITIES, since);
      const total = changes.reduce((sum, { objects }) => sum + objects.length, 0);
      return total < CDC_OBJECTS_MAX ? changes : null;
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  }

  private async oneByOne({ goOn }: Reading, client: QuickBooksClient, since: Date): Promise<Changes[]> {
    const changes: Changes[] = [];
    for (const entity of CDC_ENTITIES) {
      goOn();
      changes.push(...(await unlessRefused(entity, () => client.changes([entity], since))));
    }
    return changes;
  }

  private async rowsOf(
    client: QuickBooksClient,
    entity: string,
    position: number,
  ): Promise<readonly WireObject[]> {
    if (entity === 'Preferences') return [await client.preferences()];
    return unlessRefused(entity, () => client.page(entity, position));
  }

  private async saveChanges(
    { run, pipeline }: Reading,
    { entity, objects }: Changes,
    before: SyncRunCounts,
  ): Promise<SyncRunCounts> {
    if (objects.length === 0) return before;
    const counts = counted(before, { [entity]: objects.length });
    const incoming = objects.map((row) => mirrored(entity, row));
    await this.runs.advance(run, { phase: 'list', cursor: null, counts }, async (manager) => {
      if (entity === 'Vendor') await this.records.releaseVendors(manager, pipeline.id, incoming);
      await this.objects.save(manager, pipeline.quickBooksConnectionId, incoming);
    });
    return counts;
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof RemoteError && error.failure === 'rejected';
}

/** A company without orders, classes or the like answers questions about them with a fault: it has none. */
async function unlessRefused<Row>(
  entity: string,
  ask: () => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error) && !NEEDED.includes(entity)) return [];
    throw error;
  }
}
