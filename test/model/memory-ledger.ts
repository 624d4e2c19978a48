import { QueryFailedError } from 'typeorm';
import { type MirroredObject, mayStep, type PostingState, type Problem } from '#libs/domain';
import type { AttemptOutcome, OutgoingWrite, PostingEntity } from '#libs/persistence';
import type { Clock } from './clock.js';

/** A row of `posting` with what hangs on it. */
export interface PostingRow extends PostingEntity {
  leaseUntil: Date | null;
  postedHash: string | null;
  postedRevision: number | null;
  problems: readonly Problem[];
  dependsOn: readonly { readonly id: string; readonly required: boolean }[];
}

export interface RecordRow {
  readonly id: string;
  readonly pipelineId: string;
  version: number;
  mappingSeq: number;
  mappedSeq: number;
}

export interface AttemptRow {
  readonly postingId: string;
  readonly revision: number;
  readonly operation: string | null;
  readonly requestId: string | null;
  readonly leaseToken: string;
  readonly outcome: AttemptOutcome;
}

/** An intent that was committed before its bytes left, as the audit trail keeps it. */
export interface Sending extends OutgoingWrite {
  readonly postingId: string;
  readonly revision: number;
}

export interface ConnectionRow {
  readonly id: string;
  readonly pipelineId: string;
  readonly realmId: string;
  state: 'active' | 'expired' | 'paused';
  throttledUntil: number | null;
}

/** What one posting was before and after a change of its row. */
export type Watch = (before: PostingRow, after: PostingRow) => void;

/** The tables that the writer and the mapper share, with the rules that Postgres keeps. */
export class MemoryLedger {
  postings = new Map<string, PostingRow>();
  records = new Map<string, RecordRow>();
  objects = new Map<string, MirroredObject>();
  attempts: AttemptRow[] = [];
  sendings: Sending[] = [];
  watch: Watch = () => undefined;

  constructor(
    readonly clock: Clock,
    readonly connection: ConnectionRow,
    /** Gives the id of a new posting. */
    readonly newId: (kind: string, sourceKey: string) => string = (kind, key) => `${kind}-${key}`,
  ) {}

  get(id: string): PostingRow {
    const row = this.postings.get(id);
    if (!row) throw new Error(`There is no posting ${id}`);
    return row;
  }

  /** Changes a row as one statement does: all of it, or nothing where a constraint refuses. */
  change(id: string, changes: Partial<PostingRow>): void {
    const before = this.get(id);
    const after = { ...before, ...changes };
    if (before.state !== after.state && !mayStep(before.state, after.state))
      throw new Error(`A posting cannot go from ${before.state} to ${after.state}`);
    this.put(after);
    this.watch(before, after);
  }

  put(row: PostingRow): void {
    refuseIncomplete(row);
    for (const other of this.postings.values()) {
      if (other.id === row.id) continue;
      if (row.requestId && other.requestId === row.requestId) throw notUnique('posting_request');
      if (row.quickBooksId && other.kind === row.kind && other.quickBooksId === row.quickBooksId)
        throw notUnique('posting_link');
    }
    this.postings.set(row.id, row);
  }

  /** Marks records to be mapped again. */
  release(isMeant: (posting: PostingRow) => boolean): string[] {
    const ids = new Set([...this.postings.values()].filter(isMeant).map((row) => row.sourceRecordId));
    for (const id of ids) {
      const record = this.records.get(id);
      if (record) record.mappingSeq += 1;
    }
    return [...ids];
  }

  releaseBySubject(subject: string): string[] {
    return this.release(
      ({ state, problems }) =>
        (state === 'held' || state === 'rejected') && problems.some((problem) => problem.subject === subject),
    );
  }

  releaseDependants(id: string): string[] {
    return this.release(
      ({ state, dependsOn }) =>
        (state === 'pending' || state === 'shadow') && dependsOn.some((dependency) => dependency.id === id),
    );
  }

  /** The answer to a change that is not known to be carried out was lost. */
  isChangeLost({ id, operation, postedRevision }: PostingRow): boolean {
    return (
      operation === 'update' &&
      this.attempts.some(
        (attempt) =>
          attempt.postingId === id &&
          attempt.operation === 'update' &&
          (attempt.outcome === 'unknown' || attempt.outcome === 'lost') &&
          attempt.revision > (postedRevision ?? 0),
      )
    );
  }

  /** Postings that wait for this one and could be sent. */
  pendingDependants(id: string): string[] {
    return [...this.postings.values()]
      .filter((row) => row.state === 'pending' && row.dependsOn.some((dependency) => dependency.id === id))
      .map((row) => row.id);
  }

  /** Everything as a backup of the database would hold it. */
  backup(): () => void {
    const { postings, records, objects, attempts, sendings } = structuredClone({
      postings: this.postings,
      records: this.records,
      objects: this.objects,
      attempts: this.attempts,
      sendings: this.sendings,
    });
    return () => {
      Object.assign(this, structuredClone({ postings, records, objects, attempts, sendings }));
    };
  }
}

function refuseIncomplete(row: PostingRow): void {
  const { state } = row;
  const outgoing: readonly PostingState[] = ['sending', 'in-doubt'];
  if ((state === 'pending' || outgoing.includes(state)) && !row.intent)
    throw broken('posting_intent_present');
  if (outgoing.includes(state) && !(row.requestId && row.sentPayload && row.sentSha256 && row.sentAt))
    throw broken('posting_bytes_present');
  if (state === 'posted' && !row.quickBooksId) throw broken('posting_link_present');
}

function broken(constraint: string): Error {
  return new Error(`The constraint ${constraint} is broken`);
}

/** As TypeORM says it. */
function notUnique(constraint: string): Error {
  const driverError = Object.assign(new Error(`duplicate key: ${constraint}`), { code: '23505', constraint });
  return new QueryFailedError('', [], driverError);
}
