-- The rows that a file of tags makes and sets, and the first of those that stay. No row is overwritten: one that gives way is superseded by another, of
-- the next revision.
with writing as (
  select
    tagging.row_no, tagging.object_type, tagging.object_ref, tagging.value_code, tagging.step, tagging.next_id, tagging.from_id,
    held.value_code as from_value, held.revision, to_jsonb(held) as whole, jsonb_build_object(
      'zone', tagging.zone, 'status', 'active', 'assigned_at', now()
    ) || case
      when tagging.zone = 'quarantine' and tagging.step = 'rezone' then '{}' else jsonb_build_object('confidence', 1, 'assigned_kind', 'human')
    end as by_people
  from pg_temp.axis_tagging as tagging
  left join axis_assignment as held on held.id = tagging.from_id
  where tagging.step in ('make', 'move', 'rezone')
),
kept as (
  select
    row_no, object_type, object_ref, value_code,
    case step when 'repeat' then format('row %s says the same', first_no) else 'it has this tag' end as why
  from pg_temp.axis_tagging
  where step in ('repeat', 'keep')
  order by row_no
  limit :'limit'::integer
),
planned (row_no, effect, object_type, object_ref, value_code, id, change, row, why) as (
  select
    row_no, 'set', object_type, object_ref, from_value, from_id, jsonb_build_object(
      'status', 'superseded', 'superseded_by', next_id::text
    ), null::jsonb, null
  from writing
  where step in ('move', 'rezone')
  union all
  select
    row_no, 'made', object_type, object_ref, value_code, next_id, '{}',
    case
      when step = 'rezone' then whole - array['created_at', 'changed_at'] || jsonb_build_object(
        'provenance', jsonb_build_object('source', 'people', 'reason', :'reason'::text, 'before', whole -> 'provenance')
      )
      else jsonb_build_object(
        'object_type', object_type, 'object_ref', object_ref, 'axis_code', :'axis_code'::text, 'value_code', value_code,
        'provenance', jsonb_build_object('source', 'people', 'reason', :'reason'::text)
      )
    end || by_people || jsonb_build_object('revision', coalesce(revision, 0) + 1), null
  from writing
  union all
  select row_no, 'kept', object_type, object_ref, value_code, null, null, null, why
  from kept
)
select effect, object_type, object_ref, value_code, id, change, row, why
from planned
order by row_no, effect desc;
