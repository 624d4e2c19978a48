import type { KnownVendor, MirroredObject } from '#libs/domain';
import type {
  ConnectionRepository,
  LookAlikeRepository,
  LookAlikes,
  QuickBooksObjectRepository,
} from '#libs/persistence';
import type { MemoryLedger } from './memory-ledger.js';
import { amount } from './memory-writes.js';

/** The mirror of the company, as far as the writer uses it. */
export class MemoryMirror implements Pick<QuickBooksObjectRepository, 'note' | 'idsByMarker' | 'vendors'> {
  constructor(private readonly ledger: MemoryLedger) {}

  async note(_connectionId: string, object: MirroredObject): Promise<void> {
    const key = `${object.entity}/${object.quickBooksId}`;
    const before = this.ledger.objects.get(key);
    if (before?.deleted && !object.deleted) return;
    const at = (moment: string | null | undefined, otherwise: number) =>
      moment ? Date.parse(moment) : otherwise;
    if (
      at(object.lastUpdatedAt, this.ledger.clock.now()) < at(before?.lastUpdatedAt, Number.NEGATIVE_INFINITY)
    )
      return;
    this.ledger.objects.set(key, {
      ...object,
      syncToken: object.syncToken ?? before?.syncToken ?? null,
      name: object.name ?? before?.name ?? null,
      documentNumber: object.documentNumber ?? before?.documentNumber ?? null,
      currency: object.currency ?? before?.currency ?? null,
      total: amount(object.total) ?? before?.total ?? null,
      marker: object.marker ?? before?.marker ?? null,
      payload: object.deleted && before ? before.payload : object.payload,
    });
  }

  async idsByMarker(_connectionId: string, entity: string, marker: string): Promise<string[]> {
    return [...this.ledger.objects.values()]
      .filter((object) => object.entity === entity && object.marker === marker && !object.deleted)
      .map(({ quickBooksId }) => quickBooksId)
      .sort();
  }

  async vendors(
    _pipelineId: string,
    _connectionId: string,
    names: readonly string[],
    ids: readonly string[],
  ): Promise<KnownVendor[]> {
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    return [...this.ledger.objects.values()]
      .filter(({ entity, deleted }) => entity === 'Vendor' && !deleted)
      .filter(({ name, quickBooksId }) => wanted.has(name?.toLowerCase() ?? '') || ids.includes(quickBooksId))
      .map(({ quickBooksId: id, name, currency, active }) => ({
        id,
        displayName: name ?? '',
        currency: currency ?? '',
        active,
        linkedSupplierId:
          [...this.ledger.postings.values()].find((row) => row.kind === 'vendor' && row.quickBooksId === id)
            ?.sourceKey ?? null,
        hasBalance: false,
      }));
  }
}

/** What others have entered already, as `LookAlikeRepository` finds it under the policy of a new pipeline. */
export class MemoryLookAlikes implements Pick<LookAlikeRepository, 'of'> {
  constructor(private readonly ledger: MemoryLedger) {}

  async of(postingId: string): Promise<LookAlikes> {
    const posting = this.ledger.get(postingId);
    const all = [...this.ledger.postings.values()];
    const vendors = posting.dependsOn
      .map(({ id }) => this.ledger.get(id))
      .filter(({ kind }) => kind === 'vendor')
      .map(({ quickBooksId }) => quickBooksId);
    const ids = [...this.ledger.objects.values()]
      .filter(({ entity, deleted }) => entity === 'Bill' && posting.kind === 'bill' && !deleted)
      .filter(
        ({ documentNumber, total }) => documentNumber === posting.documentNumber && total === posting.total,
      )
      .filter(({ payload }) =>
        vendors.includes((payload.VendorRef as { value: string } | undefined)?.value ?? ''),
      )
      .filter(
        ({ quickBooksId }) => !all.some((row) => row.kind === 'bill' && row.quickBooksId === quickBooksId),
      )
      .filter(({ marker }) => !all.some((row) => row.marker === marker))
      .map(({ quickBooksId }) => quickBooksId)
      .sort((left, right) => Number(left) - Number(right));
    return { ids, policy: 'hold' };
  }
}

/** The state of the one connection. */
export class MemoryConnections implements Pick<ConnectionRepository, 'throttle' | 'setState' | 'lockOut'> {
  constructor(private readonly ledger: MemoryLedger) {}

  async throttle(_id: string, waitMs: number): Promise<void> {
    const { connection, clock } = this.ledger;
    connection.throttledUntil = Math.max(connection.throttledUntil ?? 0, clock.now() + waitMs);
  }

  async setState(_id: string, state: string): Promise<void> {
    this.ledger.connection.state = state === 'active' ? 'active' : 'expired';
  }

  async lockOut(_id: string): Promise<void> {
    const { connection } = this.ledger;
    if (connection.state === 'active') connection.state = 'paused';
  }
}
