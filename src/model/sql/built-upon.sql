-- What stands on rows that a change made, and was not made by it: while there is any, its undo would take it away with them, or fail. No row: nothing.
with touched as (
  select relation, id, before from jsonb_to_recordset(:'touched'::jsonb) as touched (relation text, id text, before jsonb)
),
made as (
  select relation, id::uuid as id from touched where before is null
),
axis as (
  select axis_registry.axis_code from made join axis_registry on axis_registry.id = made.id where made.relation = 'axis_registry'
),
value as (
  select axis_value.axis_code, axis_value.value_code
  from made
  join axis_value on axis_value.id = made.id
  where made.relation = 'axis_value'
),
built (object, id, key) as (
  select 'axis_value', later.id, concat_ws(' ', later.axis_code, later.value_code)
  from axis_value as later
  where later.axis_code in (select axis_code from axis) or (later.axis_code, later.parent_value_code) in (select axis_code, value_code from value)
  union all
  select 'coverage_rule', later.id, later.rule_code from coverage_rule as later where later.axis_code in (select axis_code from axis)
  union all
  select 'axis_internal.axis_semantics', later.id, later.axis_code
  from axis_internal.axis_semantics as later
  where later.axis_code in (select axis_code from axis)
  union all
  select 'axis_assignment', later.id, concat_ws(' ', later.object_type, later.object_ref, later.axis_code, later.value_code)
  from axis_assignment as later
  where (later.axis_code, later.value_code) in (select axis_code, value_code from value)
  union all
  select 'axis_assignment', later.id, concat_ws(' ', later.object_type, later.object_ref, later.axis_code, later.value_code)
  from axis_assignment as later
  join made on made.relation = 'axis_assignment' and made.id = later.superseded_by
  where not exists (select from touched where touched.relation = 'axis_assignment' and touched.id = later.id::text)
  union all
  select
    'axis_object_ownership', later.id,
    concat_ws(' ', later.object_type, later.object_ref, later.axis_code, later.value_code, later.owner_gov_code)
  from axis_object_ownership as later
  where (later.axis_code, later.value_code) in (select axis_code, value_code from value)
  union all
  select 'topic_taxonomy_map', later.id, concat_ws(' ', later.value_code, later.label_code)
  from topic_taxonomy_map as later
  where (later.axis_code, later.value_code) in (select axis_code, value_code from value)
  union all
  select 'axis_internal.waiver', later.id, concat_ws(' ', later.object_type, later.object_ref, later.axis_code, later.value_code)
  from axis_internal.waiver as later
  where later.ended_at is null
    and (
      later.axis_code in (select axis_code from axis) or (later.axis_code, later.value_code) in (select axis_code, value_code from value)
    )
  union all
  select 'axis_internal.goal', later.id, concat_ws(' ', later.axis_code, later.group_ref, later.value_code)
  from axis_internal.goal as later
  where later.ended_at is null
    and (
      later.axis_code in (select axis_code from axis) or (later.axis_code, later.value_code) in (select axis_code, value_code from value)
    )
)
select 'a row made since stands on one that would go' as violation, built.object, built.key, count(*) over () as total_count
from built
where not exists (select from made where made.relation = built.object and made.id = built.id)
order by built.object, built.key
limit 100;
