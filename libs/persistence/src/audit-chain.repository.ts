import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type BrokenLink,
  brokenAnchor,
  brokenLink,
  type ChainHead,
  EMPTY_CHAIN,
  type StoredLink,
} from '#libs/domain';
import { rowOf, rowsOf, type Sql } from './sql.js';

const LINKS_AT_ONCE = 1_000;
const EVENTS_AT_ONCE = 10_000;

/** By chain: the id of a pipeline, or `general` for what belongs to none. */
export type ChainHeads = Readonly<Record<string, ChainHead>>;

/** One chain as found. `broken` is the first place where it does not hold; the head is the last link before it. */
export interface CheckedChain {
  readonly chain: string;
  readonly head: ChainHead;
  readonly broken: BrokenLink | null;
}

/** Reads the chains of the trail and says whether they hold. */
@Injectable()
export class AuditChainRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** All chains as of one moment, each against its anchor where `anchors` has one; in pages, so that any length will do. */
  async verify(anchors: ChainHeads = {}): Promise<CheckedChain[]> {
    return this.database.transaction('REPEATABLE READ', async (manager) => {
      await readInPages(manager);
      const chains = new Set([...(await chainsOf(manager)), ...Object.keys(anchors)]);
      const outside = await firstOutside(manager);
      const checked: CheckedChain[] = [];
      for (const chain of [...chains].sort())
        checked.push(withOutside(await check(manager, chain, anchors[chain] ?? null), outside));
      if (outside && !chains.has(outside.chain))
        checked.push(withOutside({ chain: outside.chain, head: EMPTY_CHAIN, broken: null }, outside));
      return checked;
    });
  }
}

/** Page by page through the indexes; a planner that knows little of a table would read all of it for every page. */
async function readInPages(sql: Sql): Promise<void> {
  await sql.query(
    `select set_config(way, 'off', true)
     from unnest(array['enable_hashjoin', 'enable_mergejoin', 'enable_bitmapscan', 'enable_sort']) way`,
  );
}

/** Jumps from chain to chain, however long they are. */
async function chainsOf(sql: Sql): Promise<string[]> {
  const rows = await rowsOf<{ chain: string }>(
    sql,
    `with recursive found (chain) as (
       (select chain from audit_link order by chain limit 1)
       union all
       select (select l.chain from audit_link l where l.chain > f.chain order by l.chain limit 1)
       from found f where f.chain is not null)
     select chain from found where chain is not null`,
  );
  return rows.map(({ chain }) => chain);
}

async function check(manager: EntityManager, chain: string, anchor: ChainHead | null): Promise<CheckedChain> {
  let head = EMPTY_CHAIN;
  let hashAtAnchor = anchor?.position === 0 ? EMPTY_CHAIN.hash : null;
  for (;;) {
    const links = await linksAfter(manager, chain, head.position);
    for (const link of links) {
      const broken = brokenLink(head, link);
      if (broken) return { chain, head, broken };
      head = { position: link.position, hash: link.hash };
      if (head.position === anchor?.position) hashAtAnchor = head.hash;
    }
    if (links.length < LINKS_AT_ONCE) break;
  }
  return { chain, head, broken: anchor ? brokenAnchor(anchor, head, hashAtAnchor) : null };
}

/** The text is made as the function audit_link_hash makes it, which whoever owns the database could have replaced. */
async function linksAfter(sql: Sql, chain: string, position: number): Promise<StoredLink[]> {
  const rows = await rowsOf<Omit<StoredLink, 'position'> & { place: string }>(
    sql,
    `select l.position::text as place, l.event_id::text as "eventId",
       encode(l.previous_hash, 'hex') as "previousHash", encode(l.hash, 'hex') as hash,
       case when e.id is not null then jsonb_build_array(coalesce(e.pipeline_id::text, 'general'), l.position,
         encode(l.previous_hash, 'hex'), e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
         e.pipeline_id, e.posting_id, e.actor, e.action, e.detail)::text end as text
     from audit_link l left join audit_event e on e.id = l.event_id
     where l.chain = $1 and l.position > $2 order by l.position limit $3`,
    [chain, position, LINKS_AT_ONCE],
  );
  return rows.map(({ place, ...link }) => ({ ...link, position: Number(place) }));
}

interface Outside {
  readonly chain: string;
  readonly eventId: string;
}

/** The first event that no link tells of: it was written past the trigger. */
async function firstOutside(sql: Sql): Promise<Outside | null> {
  for (let after = '-9223372036854775808'; ; ) {
    const page = await rowOf<{ last: string | null; outside: string | null }>(
      sql,
      `select max(e.id)::text as last, (min(e.id) filter (where l.event_id is null))::text as outside
       from (select id from audit_event where id > $1 order by id limit $2) e
       left join audit_link l on l.event_id = e.id`,
      [after, EVENTS_AT_ONCE],
    );
    if (page?.outside) {
      const chain = await rowOf<Outside>(
        sql,
        `select coalesce(pipeline_id::text, 'general') as chain, id::text as "eventId" from audit_event where id = $1`,
        [page.outside],
      );
      return chain;
    }
    if (!page?.last) return null;
    after = page.last;
  }
}

function withOutside(checked: CheckedChain, outside: Outside | null): CheckedChain {
  if (checked.broken || outside?.chain !== checked.chain) return checked;
  const what = 'it was written past the chain';
  return { ...checked, broken: { fault: 'inserted', position: null, eventId: outside.eventId, what } };
}
