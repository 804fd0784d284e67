-- Which rows change, and what is set in each: a query, so that one writer does every change and its undo. Texts, as state.sql writes them.
-- The rule for two rows that would become one: the target's row stays as it is, the other is superseded.
with recursive part as (
  select value_code, objects
  from jsonb_to_recordset(:'parts'::jsonb) as part (value_code text, objects jsonb)
),
named as (
  select part.value_code, object.object_type, object.object_ref
  from part
  cross join lateral jsonb_to_recordset(part.objects) as object (object_type text, object_ref text)
  where part.objects is not null
),
-- Recorded on every row that moves, oldest first.
mark as (
  select jsonb_build_object(
    'from', :'code'::text, 'action', :'action'::text, 'at', :'at'::text, 'by', :'actor'::text, 'reason', :'reason'::text
  ) as moved
),
-- The value that a merged one gives way to, and what stands above it: children on that way would else close a circle.
above as (
  select value_code from part where :'action' = 'merge'
  union
  select value.parent_value_code
  from above
  join axis_value as value
    on value.axis_code = :'axis_code' and value.value_code = above.value_code and value.parent_value_code is not null
),
assignment as (
  select
    moving.id, moving.object_type, moving.object_ref, moving.zone, moving.provenance,
    target.value_code as target_code, kept.id as kept_id, kept.zone as kept_zone
  from axis_assignment as moving
  left join named on named.object_type = moving.object_type and named.object_ref = moving.object_ref
  join part as target on case when named.value_code is null then target.objects is null else target.value_code = named.value_code end
  left join axis_assignment as kept
    on kept.object_type = moving.object_type
    and kept.object_ref = moving.object_ref
    and kept.axis_code = moving.axis_code
    and kept.value_code = target.value_code
    and kept.status = 'active'
  where moving.axis_code = :'axis_code' and moving.value_code = :'code' and moving.status = 'active'
),
-- Of accountable owners a cell has one; of others the same authority stands once in each kind. A plain join: row by row the target's owners would be
-- read once for each that moves.
owner as (
  select
    moving.id, moving.object_type, moving.object_ref, moving.owner_gov_code, target.value_code as target_code, kept.owner_gov_code as kept_code
  from axis_object_ownership as moving
  left join named on named.object_type = moving.object_type and named.object_ref = moving.object_ref
  join part as target on case when named.value_code is null then target.objects is null else target.value_code = named.value_code end
  left join (
    select distinct object_type, object_ref, value_code, owner_kind, owner_gov_code
    from axis_object_ownership
    where axis_code = :'axis_code' and lifecycle_status = 'active'
  ) as kept
    on kept.object_type = moving.object_type
    and kept.object_ref = moving.object_ref
    and kept.value_code = target.value_code
    and kept.owner_kind = moving.owner_kind
    and (moving.owner_kind = 'accountable' or kept.owner_gov_code = moving.owner_gov_code)
  where moving.axis_code = :'axis_code' and moving.value_code = :'code' and moving.lifecycle_status = 'active'
)
select
  'axis_registry' as relation, id, 'status' as effect, null::jsonb as conflict,
  jsonb_build_object(
    'status', :'to'::text,
    'lifecycle_status', case :'to'::text when 'active' then 'active' when 'deprecated' then 'deprecate' else 'retire' end
  ) as change
from axis_registry
where :'relation' = 'axis_registry' and id = :'id'::uuid
union all
select 'coverage_rule', id, 'status', null, jsonb_build_object('status', :'to'::text)
from coverage_rule
where :'relation' = 'coverage_rule' and id = :'id'::uuid
union all
select
  'axis_value', id, 'status', null,
  jsonb_build_object('status', :'to'::text) || case
    when :'action' = 'status' then '{}'::jsonb
    else jsonb_build_object('provenance', (
      case jsonb_typeof(provenance)
        when 'object' then provenance
        when 'null' then '{}'::jsonb
        else case when provenance is null then '{}'::jsonb else jsonb_build_object('source', provenance) end
      end
      || case :'action'::text
        when 'merge' then jsonb_build_object('merged_into', (select value_code from part))
        else jsonb_build_object('split_into', (select jsonb_agg(value_code order by value_code) from part))
      end
    )::text)
  end
from axis_value
where :'relation' = 'axis_value' and id = :'id'::uuid
union all
select 'axis_value', value.id, 'value_activated', null, jsonb_build_object('status', 'active')
from axis_value as value
join part on part.value_code = value.value_code
where value.axis_code = :'axis_code' and value.status = 'candidate'
union all
select
  'axis_value', child.id, 'value_reparented', null,
  jsonb_build_object('parent_value_code', case
    when child.value_code in (select value_code from above) then merged.parent_value_code
    else (select value_code from part)
  end)
from axis_value as child
join axis_value as merged on merged.axis_code = child.axis_code and merged.value_code = child.parent_value_code
where :'action' = 'merge' and merged.axis_code = :'axis_code' and merged.value_code = :'code'
union all
select
  'axis_assignment', assignment.id,
  case when kept_id is null then 'assignment_retargeted' else 'assignment_superseded' end,
  case when kept_id is not null then jsonb_build_object(
    'what', 'assignment', 'object_type', object_type, 'object_ref', object_ref, 'value_code', target_code,
    'kept', kept_zone, 'superseded', zone
  ) end,
  jsonb_build_object('provenance', (
    case jsonb_typeof(provenance)
      when 'object' then provenance
      when 'null' then '{}'::jsonb
      else case when provenance is null then '{}'::jsonb else jsonb_build_object('source', provenance) end
    end || jsonb_build_object('moved', case jsonb_typeof(provenance -> 'moved')
      when 'array' then provenance -> 'moved' else '[]'::jsonb
    end || moved)
  )::text) || case
    when kept_id is null then jsonb_build_object('value_code', target_code)
    else jsonb_build_object('status', 'superseded', 'superseded_by', kept_id)
  end
from assignment
cross join mark
union all
select
  'axis_object_ownership', id,
  case when kept_code is null then 'owner_retargeted' else 'owner_superseded' end,
  case when kept_code is not null then jsonb_build_object(
    'what', 'owner', 'object_type', object_type, 'object_ref', object_ref, 'value_code', target_code,
    'kept', kept_code, 'superseded', owner_gov_code
  ) end,
  case when kept_code is null then jsonb_build_object('value_code', target_code)
    else jsonb_build_object('lifecycle_status', 'superseded') end
from owner
order by relation, effect, id;
