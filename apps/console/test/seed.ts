import type { Json, StartedConsole } from './started-console.js';

export interface Seeded {
  readonly cin7Id: string;
  readonly quickBooksId: string;
  readonly pipelineId: string;
}

let realms = 1000;

/** A pipeline between two new connections. */
export async function aPipeline(service: StartedConsole, changes: object = {}): Promise<Seeded> {
  realms += 1;
  const cin7 = await service.api('POST', '/connections/cin7', {
    name: `Cin7 ${realms}`,
    accountId: `account-${realms}`,
    applicationKey: 'the-key',
  });
  const quickBooks = await service.api('POST', '/connections/quickbooks', {
    name: `QuickBooks ${realms}`,
    realmId: `${realms}`,
    refreshToken: 'the-token',
  });
  const ids = { cin7Id: cin7.body.id as string, quickBooksId: quickBooks.body.id as string };
  const pipeline = await service.api('POST', '/pipelines', {
    cin7ConnectionId: ids.cin7Id,
    quickbooksConnectionId: ids.quickBooksId,
    mode: 'live',
    ...changes,
  });
  return { ...ids, pipelineId: pipeline.body.id as string };
}

/** A bill posting in any state, on a source record of its own that has been mapped. */
export async function aBill(
  { database }: StartedConsole,
  { pipelineId }: Seeded,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<{ id: string; recordId: string }> {
  const key = crypto.randomUUID();
  const [record]: Json[] = await database.query(
    `insert into source_record (pipeline_id, record_type, source_id, number, version, fingerprint, payload, mapping_seq,
       mapped_seq)
     values ($1, 'purchase', $2, 'PO-1', 1, 'f', '{}', 1, 1) returning id`,
    [pipelineId, key],
  );
  const kind = changes.kind ?? 'bill';
  if (kind !== 'vendor')
    await database.query(
      `insert into source_record_amount (source_record_id, kind, count, total, currency)
       values ($1, $2, 1, 10, 'USD')`,
      [record.id, kind],
    );
  await database.query(
    `insert into source_record_version (source_record_id, version, fingerprint, payload) values ($1, 1, 'f', '{}')`,
    [record.id],
  );
  const row: Record<string, unknown> = {
    pipeline_id: pipelineId,
    source_record_id: record.id,
    realm_id: 'realm',
    kind: 'bill',
    source_key: key,
    state: 'held',
    revision: 1,
    source_version: 1,
    source_number: 'PO-1',
    total: '10.00',
    currency: 'USD',
    marker: `[bb:${key}]`,
    ...changes,
  };
  const names = Object.keys(row);
  const [posting]: Json[] = await database.query(
    `insert into posting (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')}) returning id`,
    Object.values(row),
  );
  return { id: posting.id, recordId: record.id };
}

/** What a posting with a write behind it carries. */
export const SENT = {
  intent: '{"DocNumber":"INV-1"}',
  intent_hash: 'hash',
  operation: 'create',
  sent_payload: '{}',
  sent_sha256: 'x',
  sent_at: new Date(),
};
