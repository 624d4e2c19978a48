import type { Intention, PostingState } from '#libs/domain';
import { releaseBySubject, releaseDependants, releaseLeftOut } from './release.js';
import type { Sql } from './sql.js';

/** A posting that has just been given a new intention. */
export interface Taken {
  readonly id: string;
  readonly state: PostingState;
  readonly intention: Intention;
  readonly isNew: boolean;
  /** The document of QuickBooks that it stood for before. */
  readonly linkedBefore: string | null;
}

/** Vendors that bills wait for nobody's doing for; in shadow their bills are shadows too. */
const SETTLED: readonly PostingState[] = ['pending', 'posted', 'shadow'];

/** Marks the records whose mapping hangs on what was just taken, and gives their ids to ring for. */
export async function releaseAfter(sql: Sql, pipelineId: string, taken: readonly Taken[]): Promise<string[]> {
  const released: string[] = [];
  for (const each of taken)
    if (each.intention.kind === 'vendor') released.push(...(await releaseAfterVendor(sql, pipelineId, each)));
  const wantVendors = taken.flatMap(({ intention: { decision } }) =>
    decision.outcome === 'hold' && decision.problems.every(({ code }) => code === 'supplier-without-vendor')
      ? decision.problems.map(({ subject }) => subject)
      : [],
  );
  if (wantVendors.length > 0) released.push(...(await releaseLeftOut(sql, pipelineId, wantVendors)));
  return released;
}

async function releaseAfterVendor(
  sql: Sql,
  pipelineId: string,
  { id, state, intention, isNew, linkedBefore }: Taken,
): Promise<string[]> {
  const settled = SETTLED.includes(state);
  if (linkedBefore && intention.decision.outcome === 'adopt') await renewDependants(sql, id);
  return [
    ...(settled || isNew ? await releaseBySubject(sql, pipelineId, [intention.sourceKey]) : []),
    ...(settled ? [] : await releaseDependants(sql, id)),
  ];
}

/** Another vendor stands for the supplier from now on: bytes that name the old one must not leave any more. */
async function renewDependants(sql: Sql, vendorPostingId: string): Promise<void> {
  await sql.query(
    `update posting p set lease_token = p.lease_token + 1, lease_until = null,
       revision = p.revision + (p.request_id is not null and p.quickbooks_id is null)::int
     from posting_dependency d where d.depends_on_id = $1 and p.id = d.posting_id and p.state = 'pending'`,
    [vendorPostingId],
  );
}
