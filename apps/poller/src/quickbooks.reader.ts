import { Injectable } from '@nestjs/common';
import {
  ConnectionRepository,
  counted,
  type Mark,
  OrderDriftRepository,
  QuickBooksObjectRepository,
  SourceRecordRepository,
  type SyncRunCounts,
  SyncRunRepository,
  WebhookMarkRepository,
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
import type { Reading, RecordReader } from './record.reader.js';

/** CDC looks back 30 days; before that becomes close, everything is read anew. */
const CDC_LOOK_BACK_MS = 28 * 86_400_000;

const ENTITIES: readonly string[] = [...QUERIED_ENTITIES, ...CDC_ENTITIES];

/** Without these no bill can be mapped. The others depend on the subscription and on what is switched on. */
const NEEDED: readonly string[] = ['Preferences', 'Account', 'Vendor', 'Bill'];

/** What one question came to, and where the reading goes on: null at its end. */
interface Answered {
  readonly changes: readonly Changes[];
  readonly next: string | null;
}

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
    private readonly marks: WebhookMarkRepository,
  ) {}

  async read(reading: Reading): Promise<SyncRunCounts> {
    const { run, pipeline, beforeCall } = reading;
    const connection = await this.connections.get(pipeline.quickBooksConnectionId);
    const client = this.companies.client(
      { id: connection.id, realmId: connection.account },
      { purpose: purposeOf(run), beforeCall },
    );
    const { since } = run;
    const marks = await this.marks.ofQuickBooks(pipeline.id, run.readUntil ?? new Date());
    const counts =
      !since || Date.now() - since.getTime() > CDC_LOOK_BACK_MS
        ? await this.readPages(reading, client, ENTITIES)
        : await this.readChanges(reading, client, since, marks);
    // A run that does not get here does not succeed either, so the next one begins where this one did and finds the same.
    await this.orders.releaseChanged(pipeline.id, since);
    await this.marks.clear(pipeline.id, marks);
    return counts;
  }

  /** The cursor is `<entity>:<start position>`, so an interrupted reading goes on within the type it was in. */
  readPages(reading: Reading, client: QuickBooksClient, entities: readonly string[]): Promise<SyncRunCounts> {
    const first = `${entities[0]}:1`;
    return this.walk(reading, first, async (place) => {
      const [entity, position] = pagePlace(entities.includes(place.split(':')[0] ?? '') ? place : first);
      const objects = await this.rowsOf(client, entity, position);
      const after = entities[entities.indexOf(entity) + 1];
      const next = after ? `${after}:1` : null;
      return {
        changes: [{ entity, objects }],
        next: hasMore(entity, objects) ? `${entity}:${position + QUERY_PAGE_SIZE}` : next,
      };
    });
  }

  /**
   * One call for all types; where that will not do, `changes:<type>` for each, with `pages:<type>:<position>` where even alone it
   * fills the answer; then `queried:<type>` for what CDC does not tell of. These are the cursors.
   */
  private async readChanges(
    reading: Reading,
    client: QuickBooksClient,
    since: Date,
    marks: readonly Mark[],
  ): Promise<SyncRunCounts> {
    const queried = placesOf('queried', await this.listsDue(reading, marks));
    const oneByOne = [...placesOf('changes', CDC_ENTITIES), ...queried.slice(0, 1)];
    const after = (places: readonly string[], place: string) => places[places.indexOf(place) + 1] ?? null;
    return this.walk(reading, 'all', async (place) => {
      const [stage, ...rest] = place.split(':');
      const [entity, position] = pagePlace(rest.join(':'));
      if (stage === 'changes') {
        const changes = await unlessRefused(entity, () => client.changes([entity], since));
        const isCut = changes.some(({ objects }) => objects.length >= CDC_OBJECTS_MAX);
        return { changes, next: isCut ? `pages:${entity}:1` : after(oneByOne, place) };
      }
      if (stage === 'pages') {
        const objects = await this.rowsOf(client, entity, position);
        const next = `pages:${entity}:${position + QUERY_PAGE_SIZE}`;
        return {
          changes: [{ entity, objects }],
          next: hasMore(entity, objects) ? next : after(oneByOne, `changes:${entity}`),
        };
      }
      if (stage === 'queried') {
        const objects = await this.rowsOf(client, entity, 1);
        return { changes: [{ entity, objects }], next: after(queried, place) };
      }
      const changes = await this.inOneCall(client, since);
      return { changes: changes ?? [], next: (changes ? queried[0] : oneByOne[0]) ?? null };
    });
  }

  /** Asks from place to place; each answer is saved together with the next place. In the phase `details` all is read. */
  private async walk(
    { run, pipeline, goOn }: Reading,
    first: string,
    ask: (place: string) => Promise<Answered>,
  ): Promise<SyncRunCounts> {
    let { counts } = run;
    if (run.phase === 'details') return counts;
    for (let place: string | null = run.cursor ?? first; place !== null; ) {
      await goOn();
      const { changes, next }: Answered = await ask(place);
      for (const { entity, objects } of changes)
        if (objects.length > 0) counts = counted(counts, { [entity]: objects.length });
      const phase = next === null ? 'details' : 'list';
      counts = await this.runs.advance(run, { phase, cursor: next, counts }, async (manager) => {
        for (const { entity, objects } of changes) {
          const incoming = objects.map((row) => mirrored(entity, row));
          if (entity === 'Vendor' && run.since)
            await this.records.releaseVendors(manager, pipeline.id, incoming);
          await this.objects.save(manager, pipeline.quickBooksConnectionId, incoming);
        }
        return {};
      });
      place = next;
    }
    return counts;
  }

  private async listsDue({ run, pipeline }: Reading, marks: readonly Mark[]): Promise<readonly string[]> {
    const { trigger } = run;
    const [readAt, heldFor] = await Promise.all([
      this.objects.readAt(pipeline.quickBooksConnectionId, QUERIED_ENTITIES),
      this.objects.heldFor(pipeline.id, listedProblems),
    ]);
    const marked = new Set(marks.map(({ sourceId }) => sourceId.split('/')[0] ?? ''));
    return listsDue({ trigger, readAt, marked, heldFor }, new Date());
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

  private async rowsOf(
    client: QuickBooksClient,
    entity: string,
    position: number,
  ): Promise<readonly WireObject[]> {
    if (entity === 'Preferences') return [await client.preferences()];
    return unlessRefused(entity, () => client.page(entity, position));
  }
}

function placesOf(stage: string, entities: readonly string[]): readonly string[] {
  return entities.map((entity) => `${stage}:${entity}`);
}

function pagePlace(place: string): readonly [entity: string, position: number] {
  const [entity = '', position = '1'] = place.split(':');
  return [entity, Number(position)];
}

/** A full page is never the end, and neither is one that is not full: only an empty one is. */
function hasMore(entity: string, objects: readonly WireObject[]): boolean {
  return entity !== 'Preferences' && objects.length > 0;
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
