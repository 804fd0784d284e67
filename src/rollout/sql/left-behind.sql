-- Owners of the base model that ended or gave way by a batch that stands: without the axis tables nothing takes the batch back, so they would stay so.
select
  case entry.change
    when 'ended' then 'an owner of governance_object_ownership that people ended stays ended'
    else 'an owner of governance_object_ownership that gave way to another stays superseded'
  end as violation,
  entry.object_ref as object, entry.value_code as scope, entry.row_before ->> 'owner_gov_code' as owner_gov_code, batch.id::text as batch
from axis_internal.assignment_row as entry
join axis_internal.assignment_batch as batch on batch.id = entry.batch_id and batch.undone_at is null
join governance_object_ownership as owner on owner.id = case when entry.relation = 'governance_object_ownership' then entry.row_key::bigint end
where entry.relation = 'governance_object_ownership'
  and entry.change <> 'inserted'
  and encode(sha256(convert_to(to_jsonb(owner)::text, 'UTF8')), 'hex') = entry.row_sha256
order by entry.object_type, entry.object_ref, entry.value_code, entry.id;
