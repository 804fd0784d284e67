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
planned as (
  select
    waiver.id, waiver.object_type, waiver.object_ref, waiver.approved_by, waiver.expires_at, waiver.moved, waiver.value_code,
    case
      when waiver.value_code is null then 'no_target'
      when cell.value_code is null then 'not_required'
      when cell.depth is not null then 'covered'
      when standing.id is not null then 'waived'
      when before.value_code is not null then 'required_before'
    end as why
  from waiver
  left join (
    select object_type, object_ref, value_code, depth from axis_internal.cell where axis_code = :'axis_code'
  ) as cell
    on cell.object_type = waiver.object_type and cell.object_ref = waiver.object_ref and cell.value_code = waiver.value_code
  left join (
    select object_type, object_ref, value_code from pg_temp.axis_cell where moment = 'before'
  ) as before
    on before.object_type = waiver.object_type and before.object_ref = waiver.object_ref and before.value_code = waiver.value_code
  left join axis_internal.waiver as standing
    on standing.axis_code = :'axis_code'
    and standing.object_type = waiver.object_type
    and standing.object_ref = waiver.object_ref
    and standing.value_code = waiver.value_code
    and standing.ended_at is null
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
