import type { EntityManager } from 'typeorm';
import type { WantedAttachments } from '#libs/domain';

/**
 * Notes which files a bill shall have, in the transaction of its intention, so that no file is forgotten. They are carried
 * apart from it, once it is in QuickBooks. The same files again change nothing.
 */
export async function saveAttachments(
  manager: EntityManager,
  pipelineId: string,
  billKey: string,
  { files, leftOut }: WantedAttachments,
): Promise<void> {
  if (files.length > 0) await noteFiles(manager, pipelineId, billKey, files);
  await leaveOut(manager, pipelineId, billKey, { files, leftOut });
}

/**
 * What was left out comes back. What was settled for a bill that is not in QuickBooks any more is settled anew for the next
 * one. What is on its way, or waits for a person, stays as it is.
 */
async function noteFiles(
  manager: EntityManager,
  pipelineId: string,
  billKey: string,
  files: WantedAttachments['files'],
): Promise<void> {
  await manager.query(
    `with bill as (select id, quickbooks_id from posting where pipeline_id = $1 and kind = 'bill' and source_key = $2),
     files as (
       select bill.id as posting_id, f.*, a.id is not null and (a.state = 'excluded' or a.state in ('posted', 'rejected')
         and a.bill_id is distinct from bill.quickbooks_id) as again
       from bill cross join unnest($3::text[], $4::text[], $5::text[], $6::text[])
         as f (source_id, file_name, content_type, download_url)
       left join attachment a on a.posting_id = bill.id and a.source_id = f.source_id),
     restarted as (
       update attachment a set state = 'pending', revision = a.revision + 1, file_name = f.file_name,
         content_type = f.content_type, download_url = f.download_url, source_gone = false, exclusion_reason = null,
         lease_token = a.lease_token + 1, lease_until = null, not_before = null, failures = 0, problem_code = null, problem_subject = null, problem_message = null, updated_at = now()
       from files f where f.again and a.posting_id = f.posting_id and a.source_id = f.source_id)
     insert into attachment as a (pipeline_id, posting_id, source_id, file_name, content_type, download_url)
     select $1, posting_id, source_id, file_name, content_type, download_url from files where not again
     on conflict (posting_id, source_id) do update set file_name = excluded.file_name,
       content_type = excluded.content_type, download_url = excluded.download_url, source_gone = false
     where (a.file_name, a.content_type, a.download_url, a.source_gone) is distinct from
       (excluded.file_name, excluded.content_type, excluded.download_url, false)`,
    [
      pipelineId,
      billKey,
      files.map(({ id }) => id),
      files.map(({ fileName }) => fileName),
      files.map(({ contentType }) => contentType),
      files.map(({ downloadUrl }) => downloadUrl),
    ],
  );
}

/** Nothing of it is in QuickBooks for certain. */
const OPEN = `('pending', 'held', 'rejected')`;

/** What is in QuickBooks, or may be, stays there. */
async function leaveOut(
  manager: EntityManager,
  pipelineId: string,
  billKey: string,
  { files, leftOut }: WantedAttachments,
): Promise<void> {
  await manager.query(
    `update attachment a set source_gone = a.source_gone or $4 = 'removed-in-cin7',
       state = case when a.state in ${OPEN} then 'excluded' else a.state end,
       exclusion_reason = case when a.state in ${OPEN} then $4 else a.exclusion_reason end,
       problem_code = case when a.state in ${OPEN} then null else a.problem_code end,
       lease_token = a.lease_token + (a.state in ${OPEN})::int, updated_at = now()
     from posting p where p.id = a.posting_id and p.pipeline_id = $1 and p.kind = 'bill' and p.source_key = $2
       and not a.source_id = any($3)
       and (a.state in ${OPEN} or $4 = 'removed-in-cin7' and not a.source_gone)`,
    [pipelineId, billKey, files.map(({ id }) => id), leftOut],
  );
}
