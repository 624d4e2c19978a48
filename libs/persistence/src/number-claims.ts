import type { EntityManager } from 'typeorm';
import type { DocumentKind } from '#libs/domain';
import type { IntendedDocument } from './intended-document.js';
import { rowsOf, type Sql } from './sql.js';

interface Numbers {
  readonly supplierId: string;
  readonly kind: DocumentKind;
  readonly numbers: readonly string[];
}

interface Claimant {
  readonly id: string;
  readonly pipelineId: string;
}

/** Of these numbers, those that documents of the same supplier and kind, made from other records, go by. */
export async function takenNumbers(
  sql: Sql,
  record: Claimant,
  { supplierId, kind, numbers }: Numbers,
): Promise<ReadonlySet<string>> {
  if (numbers.length === 0) return new Set();
  const rows = await rowsOf<{ number: string }>(
    sql,
    `select distinct p.document_number as number
     from posting v join posting_dependency d on d.depends_on_id = v.id join posting p on p.id = d.posting_id
     where v.pipeline_id = $1 and v.kind = 'vendor' and v.source_key = $2 and p.kind = $3
       and p.document_number = any($4) and p.source_record_id <> $5 and p.state not in ('excluded', 'withdrawn')`,
    [record.pipelineId, supplierId, kind, numbers, record.id],
  );
  return new Set(rows.map(({ number }) => number));
}

/**
 * Two purchases of one supplier that are mapped at the same moment both find a number free. So each number is locked
 * until the mapping is saved, and looked for once more. False where another has it by now.
 */
export async function claimNumbers(
  manager: EntityManager,
  record: Claimant,
  documents: readonly IntendedDocument[],
): Promise<boolean> {
  const wanted = documents.flatMap(numberOf);
  if (wanted.length === 0) return true;
  const keys = wanted.map(({ supplierId, kind, numbers }) =>
    JSON.stringify([record.pipelineId, supplierId, kind, ...numbers]),
  );
  // In one order for all, or two mappings would wait for each other.
  await manager.query(
    `select pg_advisory_xact_lock(number) from (
       select distinct hashtextextended(key, 1) as number from unnest($1::text[]) as key order by number) as numbers`,
    [keys],
  );
  for (const numbers of wanted) if ((await takenNumbers(manager, record, numbers)).size > 0) return false;
  return true;
}

/** An order's number is Cin7's own, which is one of a kind. */
function numberOf({ intention, intent }: IntendedDocument): Numbers[] {
  if (intention.kind !== 'bill' && intention.kind !== 'vendor-credit') return [];
  const { supplierId, kind } = intention;
  return supplierId && intent?.documentNumber ? [{ supplierId, kind, numbers: [intent.documentNumber] }] : [];
}
