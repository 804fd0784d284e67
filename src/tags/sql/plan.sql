-- What becomes of each object that is asked, and of its tags on the axis: rows that are made, rows that are set, and why else nothing changes.
-- No row is overwritten: one that gives way is superseded by another, of the next revision, or retired.
with asked as (
  select distinct object_type, object_ref
  from jsonb_to_recordset(:'objects'::jsonb) as asked (object_type text, object_ref text)
),
known as (
  select object_type::text as object_type, object_ref::text as object_ref from v_governance_object_inventory
  union
  select parent_type::text, parent_ref::text from v_object_containment where parent_type is not null and parent_ref is not null
),
held as materialized (
  select
    row.id, row.object_type, row.object_ref, row.value_code, row.zone, row.revision, to_jsonb(row) as whole, gen_random_uuid() as next_id,
    row.value_code <> :'target' and :'action' <> 'tag' and :'value_code' in ('', row.value_code) as chosen
  from axis_assignment as row
  join asked on asked.object_type = row.object_type and asked.object_ref = row.object_ref
  where row.axis_code = :'axis_code' and row.status = 'active'
),
stood as (
  select
    asked.object_type,
    asked.object_ref,
    (asked.object_type, asked.object_ref) in (select object_type, object_ref from known) as is_known,
    (array_agg(held.id) filter (where held.value_code = :'target'))[1] as target_id,
    count(*) filter (where held.chosen) as chosen,
    max(held.revision) filter (where held.chosen) as revision,
    min(held.value_code) filter (where held.value_code <> :'target' and not held.chosen) as other
  from asked
  left join held on held.object_type = asked.object_type and held.object_ref = asked.object_ref
  group by asked.object_type, asked.object_ref
),
judged as materialized (
  select
    object_type, object_ref, target_id, revision, gen_random_uuid() as next_id,
    case
      when not is_known and not (:'action' = 'clear' and chosen > 0) then 'there is no such object'
      when :'action' in ('tag', 'move') and chosen = 0 and target_id is not null then 'it has the value'
      when :'action' <> 'tag' and chosen = 0 then 'it has no such tag'
      when :'action' in ('tag', 'move') and :'cardinality' = 'one' and target_id is null and other is not null
        then format('the axis allows one value, and it has "%s"', other)
    end as why
  from stood
),
changing as (
  select held.id, held.object_type, held.object_ref, held.value_code, held.zone, held.revision, held.whole, held.next_id, judged.target_id,
    judged.next_id as object_next_id
  from held
  join judged on judged.object_type = held.object_type and judged.object_ref = held.object_ref
  where held.chosen and judged.why is null
),
given as (
  select jsonb_build_object(
    'zone', case :'action' when 'quarantine' then 'quarantine' else 'approved' end, 'status', 'active', 'assigned_at', now()
  ) || case when :'action' = 'quarantine' then '{}' else jsonb_build_object('confidence', 1, 'assigned_kind', 'human') end as by_people
),
planned (effect, object_type, object_ref, value_code, id, change, row, why) as (
  select 'kept', object_type, object_ref, nullif(coalesce(nullif(:'target', ''), :'value_code'), ''), null::uuid, null::jsonb, null::jsonb, why
  from judged
  where why is not null
  union all
  select 'made', judged.object_type, judged.object_ref, :'target', judged.next_id, '{}', given.by_people || jsonb_build_object(
    'object_type', judged.object_type, 'object_ref', judged.object_ref, 'axis_code', :'axis_code'::text, 'value_code', :'target'::text,
    'revision', coalesce(judged.revision, 0) + 1, 'provenance', jsonb_build_object('source', 'people', 'reason', :'reason'::text)
  ), null
  from judged
  cross join given
  where :'action' in ('tag', 'move') and judged.why is null and judged.target_id is null
  union all
  select 'set', object_type, object_ref, value_code, id, jsonb_build_object(
    'status', 'superseded', 'superseded_by', coalesce(target_id, object_next_id)::text
  ), null, null
  from changing
  where :'action' = 'move'
  union all
  select 'set', object_type, object_ref, value_code, id, '{"status": "retired"}', null, null
  from changing
  where :'action' = 'clear'
  union all
  select 'kept', object_type, object_ref, value_code, null, null, null, 'it is in that zone'
  from changing
  cross join given
  where :'action' in ('approve', 'quarantine') and zone = given.by_people ->> 'zone'
  union all
  select step.effect, object_type, object_ref, value_code, step.id, step.change, step.row, null
  from changing
  cross join given
  cross join lateral (values
    ('set', id, jsonb_build_object('status', 'superseded', 'superseded_by', next_id::text), null::jsonb),
    ('made', next_id, '{}', whole - array['created_at', 'changed_at'] || given.by_people || jsonb_build_object(
      'revision', revision + 1, 'provenance', jsonb_build_object('source', 'people', 'reason', :'reason'::text, 'before', whole -> 'provenance')
    ))
  ) as step (effect, id, change, row)
  where :'action' in ('approve', 'quarantine') and zone <> given.by_people ->> 'zone'
)
select effect, object_type, object_ref, value_code, id, change, row, why
from planned
order by object_type, object_ref, effect desc, value_code, id;
