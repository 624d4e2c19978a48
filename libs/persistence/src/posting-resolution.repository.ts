import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { DocumentKind, PostingState } from '#libs/domain';
import { audit } from './audit.repository.js';
import { LANE } from './lane.js';
import {
  isAboutLookAlikes,
  isOffered,
  type LookAlikeResolution,
  leaveToOthers,
  noteOther,
} from './look-alike-resolution.js';
import { releaseBySubject } from './release.js';
import { rowOf, rowsOf } from './sql.js';
import { brokenUniqueness } from './unique-violation.js';

/** What a person has found out about a write whose evidence contradicts itself. */
export type Resolution =
  | { readonly resolution: 'posted'; readonly quickBooksId: string; readonly reason: string }
  | { readonly resolution: 'not-posted'; readonly reason: string }
  | LookAlikeResolution;

export interface Rings {
  readonly write: string[];
  readonly map: string[];
}

export type Resolved =
  | { readonly outcome: 'resolved'; readonly rings: Rings }
  | { readonly outcome: 'refused'; readonly state: PostingState }
  | { readonly outcome: 'taken' };

interface Found {
  readonly id: string;
  readonly pipelineId: string;
  readonly sourceRecordId: string;
  readonly sourceKey: string;
  readonly kind: DocumentKind;
  readonly state: PostingState;
}

const ENTITIES: Readonly<Record<DocumentKind, string>> = {
  vendor: 'Vendor',
  'purchase-order': 'PurchaseOrder',
  bill: 'Bill',
  'vendor-credit': 'VendorCredit',
};

/**
 * A named person's word on a posting that needs a review, the only way out of it but for evidence; or on one that others
 * have entered already.
 */
@Injectable()
export class PostingResolutionRepository {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** Null where there is no such posting. `taken`: the document named already stands for another posting. */
  async resolve(id: string, resolution: Resolution, actor: string): Promise<Resolved | null> {
    try {
      return await this.database.transaction(async (manager) => {
        const found = await lock(manager, id);
        if (!found) return null;
        if (!(await isAsked(manager, found, resolution))) return { outcome: 'refused', state: found.state };
        await audit(manager, {
          pipelineId: found.pipelineId,
          postingId: id,
          actor,
          action: 'posting.resolved',
          detail: { ...resolution },
        });
        await manager.query('delete from posting_problem where posting_id = $1', [id]);
        return { outcome: 'resolved', rings: await carryOut(manager, found, resolution) };
      });
    } catch (error) {
      if (brokenUniqueness(error) === 'posting_link') return { outcome: 'taken' };
      throw error;
    }
  }
}

/** A doubt is ended where there is one, a choice is made where it was offered, and of what was offered. */
async function isAsked(manager: EntityManager, found: Found, resolution: Resolution): Promise<boolean> {
  return isAboutLookAlikes(resolution)
    ? isOffered(manager, found, resolution)
    : found.state === 'needs-review';
}

async function carryOut(manager: EntityManager, found: Found, resolution: Resolution): Promise<Rings> {
  switch (resolution.resolution) {
    case 'posted':
    case 'adopt':
      return link(manager, found, resolution.quickBooksId);
    case 'not-posted':
      return sendAgain(manager, found);
    case 'post-anyway':
      await noteOther(manager, found.id, resolution.quickBooksId);
      return sendAgain(manager, found);
    case 'exclude':
      return leaveToOthers(manager, found.id);
  }
}

async function lock(manager: EntityManager, id: string): Promise<Found | null> {
  return rowOf<Found>(
    manager,
    `select id, pipeline_id as "pipelineId", source_record_id as "sourceRecordId", source_key as "sourceKey", kind,
       state
     from posting where id = $1 for update`,
    [id],
  );
}

/** The mirror's word on the document counts where it has one; a document without our marker is adopted. */
async function link(manager: EntityManager, found: Found, quickBooksId: string): Promise<Rings> {
  await manager.query(
    `update posting p set state = 'posted', quickbooks_id = $2, sync_token = o.sync_token,
       link_origin = coalesce(p.link_origin, case when o.marker = p.marker then 'created' else 'adopted' end),
       posted_intent = p.intent, posted_hash = p.intent_hash, posted_revision = p.revision,
       posted_total = coalesce(o.total, p.total), posted_currency = coalesce(o.currency, p.currency),
       posted_at = now(), failures = 0, not_before = null, updated_at = now()
     from pipeline l left join quickbooks_object o on o.connection_id = l.quickbooks_connection_id
       and o.entity = $3 and o.quickbooks_id = $2 and not o.deleted
     where p.id = $1 and l.id = p.pipeline_id`,
    [found.id, quickBooksId, ENTITIES[found.kind]],
  );
  const dependants = await rowsOf<{ id: string }>(
    manager,
    `select p.id from posting_dependency d join posting p on p.id = d.posting_id
     where d.depends_on_id = $1 and p.state = 'pending'`,
    [found.id],
  );
  const released =
    found.kind === 'vendor' ? await releaseBySubject(manager, found.pipelineId, [found.sourceKey]) : [];
  return {
    write: dependants.map(({ id }) => id),
    map: [...released, ...(await waitingRecord(manager, found.sourceRecordId))],
  };
}

/** It is certain now that nothing was posted, so the next revision may have a request id of its own. */
async function sendAgain(manager: EntityManager, found: Found): Promise<Rings> {
  await manager.query(
    `update posting set state = 'pending', revision = revision + 1, not_before = null, failures = 0, lane = ${LANE.operator},
       updated_at = now() where id = $1`,
    [found.id],
  );
  return { write: [found.id], map: await waitingRecord(manager, found.sourceRecordId) };
}

/** A newer reading of the record has waited for this. */
async function waitingRecord(manager: EntityManager, sourceRecordId: string): Promise<string[]> {
  const waiting = await rowsOf<{ id: string }>(
    manager,
    `update source_record set mapping_not_before = null
     where id = $1 and mapping_seq > mapped_seq returning id`,
    [sourceRecordId],
  );
  return waiting.map(({ id }) => id);
}
