-- What becomes of the waivers in force of a value that gives way or goes: asked once the other rows have changed, with the cells kept from before.
-- A waiver follows its cell, and nothing else: it moves where the target's cell is required now and was not before, and has neither owner nor waiver.
-- A gap that nobody waived stays a gap.
with part as (
  select value_code, objects
  from jsonb_to_recordset(:'parts'::jsonb) as part (value_code text, objects jsonb)
),
named as (
  select part.value_code, object.object_type, object.object_ref
  from part
  cross join lateral jsonb_to_recordset(part.objects) as object (object_type text, object_ref text)
  where part.objects is not null
),
waiver as (
  select
    held.id, held.object_type, held.object_ref, held.approved_by, held.expires_at, held.moved, target.value_code
  from axis_internal.waiver as held
  left join named on named.object_type = held.object_type and named.object_ref = held.object_ref
  left join part as target on case when named.value_code is null then target.objects is null else target.value_code = named.value_code end
  where held.axis_code = :'axis_code' and held.value_code = :'code' and held.ended_at is null and held.expires_at > now()
),
-- Grouping instead of joins: the planner knows nothing of a recursive owner view.
cell as (
  select
    object_type, object_ref, value_code, bool_or(was_required) as was_required, bool_or(is_required) as is_required,
    bool_or(is_covered) as is_covered, bool_or(is_waived) as is_waived
  from (
    select
      object_type, object_ref, value_code, true as was_required, false as is_required, false as is_covered, false as is_waived
    from pg_temp.axis_cell
    where moment = 'before'
    union all
    select object_type, object_ref, value_code, false, true, false, false
    from v_axis_required_cell
    where axis_code = :'axis_code'
    union all
    select object_type, object_ref, value_code, false, false, true, false
    from v_axis_effective_owner
    where axis_code = :'axis_code'
    union all
    select object_type, object_ref, value_code, false, false, false, true
    from axis_internal.waiver
    where axis_code = :'axis_code' and ended_at is null
  ) as side
  group by object_type, object_ref, value_code
),
planned as (
  select
    waiver.id, waiver.object_type, waiver.object_ref, waiver.approved_by, waiver.expires_at, waiver.moved, waiver.value_code,
    case
      when waiver.value_code is null then 'no_target'
      when cell.is_required is not true then 'not_required'
      when cell.is_covered then 'covered'
      when cell.is_waived then 'waived'
      when cell.was_required then 'required_before'
    end as why
  from waiver
  left join cell
    on cell.object_type = waiver.object_type and cell.object_ref = waiver.object_ref and cell.value_code = waiver.value_code
)
select
  id, object_type, object_ref, value_code, why, approved_by, expires_at,
  case when why is null then jsonb_build_object(
    'value_code', value_code,
    'moved', (coalesce(moved, '[]') || jsonb_build_object(
      'from', :'code'::text, 'action', :'action'::text, 'at', :'at'::text, 'by', :'actor'::text, 'reason', :'reason'::text
    ))::text
  ) end as change
from planned
order by object_type, object_ref;
