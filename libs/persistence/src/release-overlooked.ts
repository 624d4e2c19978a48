import { WITHOUT_VENDOR } from '#libs/domain';
import { MARK } from './release.js';
import type { Sql } from './sql.js';

/** A rule that is older was there to be read: what is held in spite of it waits for something else. */
const LONGEST_MAPPING = `interval '10 minutes'`;

/**
 * Whatever settles a subject marks the records that wait for it. A mapping that had read before and is saved after is
 * not among them, and would wait for ever; so what cannot be true any more is looked for, and mapped again. Each of these
 * ends with that mapping, and what cannot be read is left alone, or it would be marked without end.
 */
const CONTRADICTIONS = [
  // A live pipeline holds no shadows.
  `p.state = 'shadow' and l.mode = 'live'`,
  `p.state = 'excluded' and p.exclusion_reason = 'before-cut-over'
     and (l.cut_over_date is null or p.document_date >= l.cut_over_date)`,
  `p.state = 'excluded' and p.exclusion_reason = 'orders-switched-off' and l.policies ->> 'orders' = 'post'`,
  `p.state = 'held' and exists (select 1 from posting_problem x join mapping_rule m on m.pipeline_id = p.pipeline_id
     and m.source = x.subject and (x.code, m.kind) in (('account-unmapped', 'account'), ('tax-unmapped', 'tax'),
       ('department-unmapped', 'location'), ('class-unmapped', 'class'), ('customer-unmapped', 'customer'))
       and m.updated_at > coalesce(s.mapped_at - ${LONGEST_MAPPING}, '-infinity')
     where x.posting_id = p.id)`,
  `p.state = 'held' and exists (select 1 from posting_problem x join posting v on v.pipeline_id = p.pipeline_id
     and v.kind = 'vendor' and v.source_key = x.subject
     where x.posting_id = p.id and (x.code = 'supplier-not-read'
       or x.code = 'supplier-without-vendor' and v.state <> all($1)))`,
  `p.kind <> 'vendor' and p.state in ('pending', 'shadow') and exists (select 1 from posting_dependency d
     join posting v on v.id = d.depends_on_id where d.posting_id = p.id and v.state = any($1))`,
  // The vendor was made inactive by a mapping that had not seen this document.
  `p.kind <> 'vendor' and p.state in ('pending', 'shadow', 'rejected') and exists (select 1 from posting_dependency d
     join posting v on v.id = d.depends_on_id
     where d.posting_id = p.id and v.link_origin = 'created' and v.intent ->> 'Active' = 'false')`,
] as const;

/** Marks the records that have to be mapped again, of those that were mapped lately; without a limit, of all. */
export async function releaseOverlooked(sql: Sql, mappedWithinSeconds: number | null): Promise<void> {
  await sql.query(
    `${MARK} where r.id in (
       select s.id from source_record s join posting p on p.source_record_id = s.id
       join pipeline l on l.id = p.pipeline_id
       where ($2::float8 is null or s.mapped_at >= now() - $2::float8 * interval '1 second')
         and s.mapping_seq = s.mapped_seq and s.mapping_error is null
         and (${CONTRADICTIONS.map((contradiction) => `(${contradiction})`).join(' or ')}))`,
    [WITHOUT_VENDOR, mappedWithinSeconds],
  );
}
