-- Rows of the batch that are not as it left them, or whose place is taken. No row: the batch can be undone.
with entry as (
  select relation, row_key, object_type, object_ref, value_code, row_before, row_sha256
  from axis_internal.assignment_row
  where batch_id = :'batch'::uuid
),
found as (
  select
    case when owner.id is null then 'a row of the batch is gone' else 'a row of the batch was changed since' end as violation,
    entry.relation, entry.row_key, entry.object_type, entry.object_ref, entry.value_code
  from entry
  left join axis_object_ownership as owner on owner.id = entry.row_key::uuid
  where entry.relation = 'axis_object_ownership'
    and encode(sha256(convert_to(to_jsonb(owner)::text, 'UTF8')), 'hex') is distinct from entry.row_sha256
  union all
  select
    case when owner.id is null then 'a row of the batch is gone' else 'a row of the batch was changed since' end,
    entry.relation, entry.row_key, entry.object_type, entry.object_ref, entry.value_code
  from entry
  left join governance_object_ownership as owner on owner.id = entry.row_key::bigint
  where entry.relation = 'governance_object_ownership'
    and encode(sha256(convert_to(to_jsonb(owner)::text, 'UTF8')), 'hex') is distinct from entry.row_sha256
  union all
  select
    case when waiver.id is null then 'a row of the batch is gone' else 'a row of the batch was changed since' end,
    entry.relation, entry.row_key, entry.object_type, entry.object_ref, entry.value_code
  from entry
  left join axis_internal.waiver as waiver on waiver.id = entry.row_key::uuid
  where entry.relation = 'axis_internal.waiver'
    and encode(sha256(convert_to(to_jsonb(waiver)::text, 'UTF8')), 'hex') is distinct from entry.row_sha256
  union all
  select
    case when acknowledgement.id is null then 'a row of the batch is gone' else 'a row of the batch was changed since' end,
    entry.relation, entry.row_key, entry.object_type, entry.object_ref, entry.value_code
  from entry
  left join axis_internal.acknowledgement on acknowledgement.id = entry.row_key::uuid
  where entry.relation = 'axis_internal.acknowledgement'
    and encode(sha256(convert_to(to_jsonb(acknowledgement)::text, 'UTF8')), 'hex') is distinct from entry.row_sha256
  union all
  select
    'the finding was acknowledged anew', entry.relation, later.id::text, later.object_type, later.object_ref, later.value_code
  from entry
  join axis_internal.acknowledgement as later
    on later.detector_code = entry.row_before ->> 'detector_code'
    and coalesce(later.axis_code, '') = coalesce(entry.row_before ->> 'axis_code', '')
    and coalesce(later.object_type, '') = coalesce(entry.object_type, '')
    and coalesce(later.object_ref, '') = coalesce(entry.object_ref, '')
    and coalesce(later.value_code, '') = coalesce(entry.value_code, '')
    and later.ended_at is null
  left join entry as own on own.relation = entry.relation and own.row_key = later.id::text
  where entry.relation = 'axis_internal.acknowledgement' and own.row_key is null
  union all
  select
    'another waiver stands where one is to be put back', entry.relation, later.id::text, later.object_type, later.object_ref, later.value_code
  from entry
  join axis_internal.waiver as later
    on later.object_type = entry.object_type
    and later.object_ref = entry.object_ref
    and later.axis_code = entry.row_before ->> 'axis_code'
    and later.value_code = entry.value_code
    and later.ended_at is null
  left join entry as own on own.relation = entry.relation and own.row_key = later.id::text
  where entry.relation = 'axis_internal.waiver' and entry.row_before is not null and own.row_key is null
  union all
  select
    case when goal.id is null then 'a row of the batch is gone' else 'a row of the batch was changed since' end,
    entry.relation, entry.row_key, entry.object_type, entry.object_ref, entry.value_code
  from entry
  left join axis_internal.goal as goal on goal.id = entry.row_key::uuid
  where entry.relation = 'axis_internal.goal'
    and encode(sha256(convert_to(to_jsonb(goal)::text, 'UTF8')), 'hex') is distinct from entry.row_sha256
  union all
  select 'another goal stands where one is to be put back', entry.relation, later.id::text, entry.object_type, later.group_ref, later.value_code
  from entry
  join axis_internal.goal as later
    on later.axis_code = entry.row_before ->> 'axis_code'
    and later.group_ref is not distinct from entry.object_ref
    and later.value_code is not distinct from entry.value_code
    and later.ended_at is null
  left join entry as own on own.relation = entry.relation and own.row_key = later.id::text
  where entry.relation = 'axis_internal.goal' and entry.row_before is not null and own.row_key is null
  union all
  select 'a later row supersedes a row of the batch', entry.relation, later.id::text, later.object_type, later.object_ref, later.scope
  from entry
  join governance_object_ownership as later on later.supersedes_id = entry.row_key::bigint
  left join entry as own on own.relation = 'governance_object_ownership' and own.row_key = later.id::text
  where entry.relation = 'governance_object_ownership' and own.row_key is null
  union all
  select 'another owner stands where a row is to be put back', entry.relation, later.id::text, later.object_type, later.object_ref, later.scope
  from entry
  join governance_object_ownership as later
    on later.object_type = entry.object_type
    and later.object_ref = entry.object_ref
    and later.scope = entry.value_code
    and later.owner_kind = 'accountable'
    and later.lifecycle_status = 'active'
  left join entry as own on own.relation = entry.relation and own.row_key = later.id::text
  where entry.relation = 'governance_object_ownership' and entry.row_before is not null and own.row_key is null
  union all
  select 'another owner stands where a row is to be put back', entry.relation, later.id::text, later.object_type, later.object_ref, later.value_code
  from entry
  join axis_object_ownership as later
    on later.object_type = entry.object_type
    and later.object_ref = entry.object_ref
    and later.axis_code = entry.row_before ->> 'axis_code'
    and later.value_code = entry.value_code
    and later.owner_kind = 'accountable'
    and later.lifecycle_status = 'active'
  left join entry as own on own.relation = entry.relation and own.row_key = later.id::text
  where entry.relation = 'axis_object_ownership' and entry.row_before is not null and own.row_key is null
)
select violation, relation, row_key, object_type, object_ref, value_code, count(*) over () as total_count
from found
order by violation, relation, object_type, object_ref, value_code, row_key
limit :'limit'::integer;
