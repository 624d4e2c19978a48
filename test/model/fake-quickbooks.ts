import type { Http, HttpAnswer } from '#libs/http';
import type { WireObject } from '#libs/quickbooks';
import type { Clock } from './clock.js';

/** What QuickBooks makes of a request id that it has seen: as documented, not at all, or for a while only. */
export type RequestIds = 'honoured' | 'ignored' | { readonly forgottenAfterMs: number };

export interface Habits {
  readonly requestIds: RequestIds;
  /** How far queries lag behind writes. Reading by id shows everything at once. */
  readonly queryLagMs: number;
}

/**
 * What goes wrong with one request. `dead`: its token is refused, and there is no other without a new consent. `late`: it
 * is carried out so much later, and the answer is lost.
 */
export type Fault =
  | 'not-sent'
  | 'lost-before'
  | 'lost-after'
  | '500-before'
  | '500-after'
  | 'unreadable-after'
  | '401'
  | '403'
  | '429'
  | 'dead'
  | 'stale'
  | 'refused'
  | { readonly lateMs: number };

/** One document of the fake's own ledger. */
export interface Kept {
  readonly entity: string;
  readonly id: string;
  object: Record<string, unknown>;
  readonly createdAt: number;
  deletedAt: number | null;
  /** Ours by this request, or a person's. */
  readonly requestId: string | null;
  /** When its sender had committed to sending it. */
  readonly sentAt: number;
  /** A person has changed, copied or deleted it. */
  isTouched: boolean;
  /** How long after its sending the slowest change of it was carried out. */
  slowestChangeMs: number;
}

export interface Received {
  readonly entity: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly requestId: string;
  readonly body: string;
  readonly sentAt: number;
}

/** How the network loses what was sent. */
export interface Losses {
  notSent(): Error;
  lost(): Error;
}

/** A QuickBooks company in memory, behind the door to the network, with a ledger of its own. */
export class FakeQuickBooks {
  readonly documents: Kept[] = [];
  readonly writeFaults: Fault[] = [];
  readonly readFaults: Fault[] = [];
  /** No token is good any more. */
  isConsentOver = false;
  onReceived: (write: Received) => void = () => undefined;
  private readonly late: { readonly at: number; readonly write: Received }[] = [];
  private readonly answers = new Map<string, { readonly at: number; readonly answer: HttpAnswer }>();
  private nextId = 100;

  constructor(
    private readonly clock: Clock,
    readonly habits: Habits,
    private readonly losses: Losses,
  ) {}

  /** The door for one sender; `sentAt` says when it had committed to its write. */
  door(sentAt: () => number): Http {
    return async ({ method, url, body: sent = '' }) => {
      const body = String(sent);
      this.catchUp();
      const { pathname, searchParams } = new URL(url);
      const [, , , , path = '', id = ''] = pathname.split('/');
      if (method === 'GET')
        return this.get(path, id, searchParams.get('query') ?? '', this.readFaults.shift() ?? null);
      const { Id } = JSON.parse(body) as WireObject;
      const operation = searchParams.get('operation') === 'delete' ? 'delete' : Id ? 'update' : 'create';
      const entity = ENTITIES[path] ?? fail(`No entity ${path}`);
      const requestId = searchParams.get('requestid') ?? fail('A write without a request id');
      return this.receive({ entity, operation, requestId, body, sentAt: sentAt() });
    };
  }

  /** Carries out what was to be carried out by now. */
  catchUp(): void {
    const due = this.late.filter(({ at }) => at <= this.clock.now()).sort((a, b) => a.at - b.at);
    for (const each of due) {
      this.late.splice(this.late.indexOf(each), 1);
      this.commit(each.write, each.at);
    }
  }

  hasLate(): boolean {
    return this.late.length > 0;
  }

  live(entity: string, isMeant: (object: Record<string, unknown>) => boolean): Kept[] {
    return this.documents.filter((kept) => kept.entity === entity && !kept.deletedAt && isMeant(kept.object));
  }

  /** A person edits: the sync token moves on. */
  edit(kept: Kept, changes: Record<string, unknown>): void {
    kept.isTouched = true;
    this.put(kept, { ...kept.object, ...changes }, this.clock.now());
  }

  remove(kept: Kept): void {
    kept.isTouched = true;
    kept.deletedAt = this.clock.now();
  }

  copy(kept: Kept): void {
    kept.isTouched = true;
    this.add(kept.entity, kept.object, { requestId: null, sentAt: 0, at: this.clock.now() });
  }

  private receive(write: Received): HttpAnswer {
    const fault = this.writeFaults.shift() ?? null;
    if (fault === 'not-sent') throw this.losses.notSent();
    this.onReceived(write);
    if (fault === 'lost-before') throw this.losses.lost();
    if (typeof fault === 'object' && fault !== null) {
      this.late.push({ at: this.clock.now() + fault.lateMs, write });
      throw this.losses.lost();
    }
    const refusal = this.refusal(fault, write);
    if (refusal) return refusal;
    const answer = this.commit(write, this.clock.now());
    if (fault === 'lost-after') throw this.losses.lost();
    if (fault === '500-after') return serverError();
    if (fault === 'unreadable-after' && answer.status === 200) return ok('{"Bill":{"Id"');
    return answer;
  }

  private refusal(fault: Fault | null, write: Received | null): HttpAnswer | null {
    if (fault === '500-before') return serverError();
    if (fault === 'dead') this.isConsentOver = true;
    if (fault === '401' || this.isConsentOver) return refused(401, '3200', 'AuthenticationFailed');
    if (fault === '403') return refused(403, '6190', 'Subscription period has ended');
    if (fault === '429')
      return { ...refused(429, '3001', 'ThrottleExceeded'), headers: { 'retry-after': '30' } };
    if (fault === 'refused') return refused(400, '2500', 'Invalid Reference Id');
    if (fault === 'stale' && write?.operation !== 'create') return refused(400, '5010', 'Stale Object Error');
    return null;
  }

  private commit(write: Received, at: number): HttpAnswer {
    const before = this.answers.get(write.requestId);
    if (before && this.remembers(before.at, at)) return before.answer;
    const answer = write.operation === 'create' ? this.create(write, at) : this.change(write, at);
    if (answer.status === 200) this.answers.set(write.requestId, { at, answer });
    return answer;
  }

  private remembers(since: number, now: number): boolean {
    const { requestIds } = this.habits;
    if (requestIds === 'honoured') return true;
    return requestIds !== 'ignored' && now - since <= requestIds.forgottenAfterMs;
  }

  private create({ entity, body, requestId, sentAt }: Received, at: number): HttpAnswer {
    const object = JSON.parse(body) as Record<string, unknown>;
    if (
      entity === 'Vendor' &&
      this.live(entity, ({ DisplayName }) => DisplayName === object.DisplayName).length
    )
      return refused(400, '6240', 'Duplicate Name Exists Error');
    return answered(this.add(entity, object, { requestId, sentAt, at }));
  }

  private change({ entity, operation, body, sentAt }: Received, at: number): HttpAnswer {
    const said = JSON.parse(body) as Record<string, unknown>;
    const kept = this.documents.find((each) => each.entity === entity && each.id === said.Id);
    if (!kept || kept.deletedAt) return refused(400, '610', 'Object Not Found');
    if (said.SyncToken !== kept.object.SyncToken) return refused(400, '5010', 'Stale Object Error');
    kept.slowestChangeMs = Math.max(kept.slowestChangeMs, at - sentAt);
    if (operation === 'update') {
      this.put(kept, { ...kept.object, ...said }, at);
      return answered(kept);
    }
    kept.deletedAt = at;
    return ok(JSON.stringify({ [entity]: { Id: kept.id, status: 'Deleted', domain: 'QBO' } }));
  }

  private add(
    entity: string,
    body: Record<string, unknown>,
    { requestId, sentAt, at }: { requestId: string | null; sentAt: number; at: number },
  ): Kept {
    this.nextId += 1;
    const id = String(this.nextId);
    const kept = {
      entity,
      id,
      object: {},
      createdAt: at,
      deletedAt: null,
      requestId,
      sentAt,
      isTouched: false,
      slowestChangeMs: 0,
    };
    this.put(kept, { ...body, Id: id, SyncToken: '-1' }, at);
    this.documents.push(kept);
    return kept;
  }

  private put(kept: Kept, object: Record<string, unknown>, at: number): void {
    const { sparse: _, ...members } = object;
    const lines = (object.Line ?? []) as readonly { readonly Amount: number }[];
    const links = (object.LinkedTxn ?? []) as readonly unknown[];
    const total = lines.reduce((sum, line) => sum + line.Amount, 0);
    const money = object.Line
      ? { TotalAmt: total, Balance: links.length > 0 ? 0 : total, LinkedTxn: links }
      : {};
    kept.object = {
      ...members,
      ...money,
      SyncToken: String(Number(object.SyncToken) + 1),
      MetaData: {
        CreateTime: new Date(kept.createdAt).toISOString(),
        LastUpdatedTime: new Date(at).toISOString(),
      },
    };
  }

  private get(path: string, id: string, query: string, fault: Fault | null): HttpAnswer {
    if (fault === 'not-sent') throw this.losses.notSent();
    if (fault === 'lost-before') throw this.losses.lost();
    const refusal = this.refusal(fault, null);
    if (refusal) return refusal;
    if (path === 'query') return this.query(query);
    const entity = ENTITIES[path] ?? fail(`No entity ${path}`);
    const kept = this.documents.find((each) => each.entity === entity && each.id === id);
    return kept && !kept.deletedAt ? answered(kept) : refused(400, '610', 'Object Not Found');
  }

  /** Shows what there was a lag ago, as it is now: new documents late, and deleted ones still. */
  private query(statement: string): HttpAnswer {
    const entity = /FROM (\w+)/.exec(statement)?.[1] ?? fail(statement);
    const conditions = [...statement.matchAll(/(\w+) = '([^']*)'/g)];
    if (conditions.length === 0) fail(statement);
    const seenAt = this.clock.now() - this.habits.queryLagMs;
    const rows = this.documents.filter(
      (kept) =>
        kept.entity === entity &&
        kept.createdAt <= seenAt &&
        !(kept.deletedAt && kept.deletedAt <= seenAt) &&
        conditions.every(([, member = '', value]) => textOf(kept.object[member]) === value),
    );
    return ok(
      JSON.stringify({ QueryResponse: rows.length ? { [entity]: rows.map(({ object }) => object) } : {} }),
    );
  }
}

const ENTITIES: Readonly<Record<string, string>> = { bill: 'Bill', vendor: 'Vendor' };

function textOf(value: unknown): unknown {
  return value !== null && typeof value === 'object' ? (value as { value?: unknown }).value : value;
}

function answered({ entity, object }: Kept): HttpAnswer {
  return ok(JSON.stringify({ [entity]: object }));
}

function ok(body: string): HttpAnswer {
  return { status: 200, headers: {}, body, durationMs: 1 };
}

function refused(status: number, code: string, Message: string): HttpAnswer {
  return {
    status,
    headers: {},
    body: JSON.stringify({ Fault: { Error: [{ Message, code }] } }),
    durationMs: 1,
  };
}

function serverError(): HttpAnswer {
  return { status: 500, headers: {}, body: '<html>Internal Server Error</html>', durationMs: 1 };
}

function fail(message: string): never {
  throw new Error(message);
}
