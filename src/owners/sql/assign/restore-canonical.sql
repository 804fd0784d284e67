-- Puts back, to the letter, what an owner of the base model lost when it gave way to the batch; compared as undo-canonical.sql does.
with restored as (
  update governance_object_ownership as owner
  set
    lifecycle_status = before.lifecycle_status,
    effective_to = before.effective_to,
    updated_at = before.updated_at,
    updated_by = before.updated_by
  from axis_internal.assignment_row as entry
  cross join lateral jsonb_populate_record(null::governance_object_ownership, entry.row_before) as before
  where entry.batch_id = :'batch'::uuid
    and entry.relation = 'governance_object_ownership'
    and entry.row_before is not null
    and owner.id = entry.row_key::bigint
    and encode(sha256(convert_to(to_jsonb(owner)::text, 'UTF8')), 'hex') = entry.row_sha256
  returning to_jsonb(owner) = entry.row_before as same
)
select count(*) filter (where same) as rows from restored;
