-- Takes the batch's rows of the base model away, as far as they are as it left them. A row that is being changed is waited for and compared again.
with gone as (
  delete from governance_object_ownership as owner
  using axis_internal.assignment_row as entry
  where entry.batch_id = :'batch'::uuid
    and entry.relation = 'governance_object_ownership'
    and entry.row_before is null
    and owner.id = entry.row_key::bigint
    and encode(sha256(convert_to(to_jsonb(owner)::text, 'UTF8')), 'hex') = entry.row_sha256
  returning 1
)
select count(*) as rows from gone;
