/**
 * The rest of a statement whose `page` names documents of connection $1 (read_at, entity, quickbooks_id): what is wrong with
 * each as the mirror has it becomes a finding of pipeline $2, and what is not found again is over.
 */
export const CHECK_PAGE = `
  linked as (
    select o.*, e.kind, c.account as realm, p.id as posting_id, p.state, p.posted_total
    from page join connection c on c.id = $1
    join quickbooks_object o on o.connection_id = $1 and o.entity = page.entity and o.quickbooks_id = page.quickbooks_id
    join (values ('Bill', 'bill'), ('VendorCredit', 'vendor-credit'), ('PurchaseOrder', 'purchase-order'))
      as e (entity, kind) on e.entity = o.entity
    left join posting p on p.realm_id = c.account and p.kind = e.kind and p.quickbooks_id = o.quickbooks_id),
  found as (
    select l.entity, l.quickbooks_id, 'several-with-one-marker' as code, l.posting_id, min(x.quickbooks_id) as other_id
    from linked l join quickbooks_object x on x.connection_id = $1 and x.entity = l.entity and x.marker = l.marker
      and not x.deleted and x.quickbooks_id <> l.quickbooks_id
    where not l.deleted group by l.entity, l.quickbooks_id, l.posting_id
    union all
    select entity, quickbooks_id, 'posted-but-gone', posting_id, null from linked where deleted and state = 'posted'
    union all
    select l.entity, l.quickbooks_id, 'marker-of-no-posting', null, null from linked l
    where not l.deleted and l.marker is not null and l.posting_id is null
      and not exists (select 1 from posting p where p.realm_id = l.realm and p.marker = l.marker)
    union all
    select entity, quickbooks_id, 'amount-drift', posting_id, null from linked
    where not deleted and state = 'posted' and total is distinct from posted_total
    union all
    select l.entity, l.quickbooks_id, 'look-alike', min(p.id::text)::uuid, min(x.quickbooks_id)
    from linked l
    join quickbooks_object x on x.connection_id = $1 and x.entity = l.entity
      and lower(trim(x.document_number)) = lower(trim(l.document_number)) and not x.deleted and x.total = l.total
      and x.payload #>> '{VendorRef,value}' = l.payload #>> '{VendorRef,value}' and x.quickbooks_id <> l.quickbooks_id
    join posting p on p.realm_id = l.realm and p.kind = l.kind and p.quickbooks_id = x.quickbooks_id
      and l.quickbooks_id <> all(p.other_than)
    where not l.deleted and l.marker is null and l.posting_id is null
    group by l.entity, l.quickbooks_id),
  over_now as (
    delete from finding f using page where f.pipeline_id = $2 and f.entity = page.entity
      and f.object_id = page.quickbooks_id and not exists (select 1 from found
        where found.entity = f.entity and found.quickbooks_id = f.object_id and found.code = f.code)),
  kept as (
    insert into finding (pipeline_id, entity, object_id, code, posting_id, other_id)
    select $2, entity, quickbooks_id, code, posting_id, other_id from found
    on conflict (pipeline_id, entity, object_id, code) do update
      set posting_id = excluded.posting_id, other_id = excluded.other_id
    returning 1)
  select count(*)::int as count, (select count(*)::int from kept) as found,
    (select json_build_object('readAt', read_at::text, 'entity', entity, 'id', quickbooks_id) from page
      order by page.read_at desc, entity desc, quickbooks_id desc limit 1) as last
  from page`;
