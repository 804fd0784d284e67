-- Why an event cannot be undone: a row that it touched is not as it left it, or a row made since stands where one would go back to. No row: it can.
with touched as (
  select relation, id as key, case when relation <> 'governance_object_ownership' then id::uuid end as id, before, after, row as whole
  from jsonb_to_recordset(:'touched'::jsonb) as touched (relation text, id text, before jsonb, after jsonb, row jsonb)
),
present as (
  select relation, id as key, state
  from jsonb_to_recordset(:'present'::jsonb) as present (relation text, id text, state jsonb)
),
found as (
  select
    case when present.key is null then 'a row that the event touched is gone' else 'a row that the event touched was changed since' end as violation,
    touched.relation as object,
    touched.key
  from touched
  left join present on present.relation = touched.relation and present.key = touched.key
  where present.state is distinct from touched.after
  union all
  select
    'an assignment made since stands in the way', 'axis_assignment',
    concat_ws(' ', other.object_type, other.object_ref, other.axis_code, other.value_code)
  from touched
  left join axis_assignment as moved on moved.id = touched.id
  join axis_assignment as other
    on other.object_type = coalesce(moved.object_type, touched.whole ->> 'object_type')
    and other.object_ref = coalesce(moved.object_ref, touched.whole ->> 'object_ref')
    and other.axis_code = coalesce(moved.axis_code, touched.whole ->> 'axis_code')
    and other.status = 'active'
  left join axis_internal.axis_semantics as semantics on semantics.axis_code = other.axis_code and semantics.cardinality = 'one'
  where touched.relation = 'axis_assignment'
    and touched.before ->> 'status' = 'active'
    and (
      other.value_code = touched.before ->> 'value_code'
      or semantics.axis_code is not null
      and (moved.id is null or touched.after ->> 'status' <> 'active' and coalesce(other.changed_at, other.created_at) > moved.changed_at)
    )
    and not exists (select from touched as same where same.relation = 'axis_assignment' and same.id = other.id)
  union all
  select
    'an owner made since stands in the way', 'axis_object_ownership',
    concat_ws(' ', other.object_type, other.object_ref, other.axis_code, other.value_code)
  from touched
  join axis_object_ownership as moved on moved.id = touched.id
  join axis_object_ownership as other
    on other.object_type = moved.object_type
    and other.object_ref = moved.object_ref
    and other.axis_code = moved.axis_code
    and other.value_code = touched.before ->> 'value_code'
    and other.owner_kind = 'accountable'
    and other.lifecycle_status = 'active'
  where touched.relation = 'axis_object_ownership'
    and moved.owner_kind = 'accountable'
    and touched.before ->> 'lifecycle_status' = 'active'
    and not exists (select from touched as same where same.relation = 'axis_object_ownership' and same.id = other.id)
  union all
  select
    'a waiver made since stands in the way', 'axis_internal.waiver',
    concat_ws(' ', other.object_type, other.object_ref, other.axis_code, other.value_code)
  from touched
  join axis_internal.waiver as moved on moved.id = touched.id
  join axis_internal.waiver as other
    on other.object_type = moved.object_type
    and other.object_ref = moved.object_ref
    and other.axis_code = moved.axis_code
    and other.value_code = touched.before ->> 'value_code'
    and other.ended_at is null
  where touched.relation = 'axis_internal.waiver'
    and other.id <> moved.id
  union all
  select
    'an owner made since stands in the way', 'governance_object_ownership',
    concat_ws(' ', other.object_type, other.object_ref, other.scope)
  from touched
  join governance_object_ownership as ended on ended.id = case when touched.id is null then touched.key::bigint end
  join governance_object_ownership as other
    on other.object_type = ended.object_type
    and other.object_ref = ended.object_ref
    and other.scope = ended.scope
    and other.owner_kind = 'accountable'
    and other.lifecycle_status = 'active'
  where touched.before ->> 'lifecycle_status' = 'active'
    and other.id <> ended.id
)
select violation, object, key, count(*) over () as total_count
from found
order by violation, object, key
limit 100;
