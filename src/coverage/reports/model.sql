-- Axes, values and rules of whatever status: each axis, then its values, then its rules. The owners of a canonical axis are the base model's: null.
select kind, code, axis_code, name, status, detail, assignments, owners, count(*) over () as total_count
from (
  select
    'axis' as kind, 1 as position, registered.axis_code as code, registered.axis_code, registered.axis_name as name, registered.status,
    null::text as detail, registered.assignments_active as assignments,
    case when registered.ownership_source = 'parallel' then registered.owners_active end as owners
  from v_axis_registry_coverage as registered
  union all
  select
    'value', 2, value.value_code, value.axis_code, value.value_name, value.status, value.parent_value_code,
    coalesce(assigned.rows, 0),
    case when axis.ownership_source = 'parallel' then coalesce(owned.rows, 0) end
  from axis_value as value
  join axis_registry as axis on axis.axis_code = value.axis_code
  left join (
    select axis_code, value_code, count(*) as rows from axis_assignment where status = 'active' group by axis_code, value_code
  ) as assigned on assigned.axis_code = value.axis_code and assigned.value_code = value.value_code
  left join (
    select axis_code, value_code, count(*) as rows from axis_object_ownership where lifecycle_status = 'active' group by axis_code, value_code
  ) as owned on owned.axis_code = value.axis_code and owned.value_code = value.value_code
  union all
  select 'rule', 3, rule_code, axis_code, null, status, coverage_mode, null, null
  from coverage_rule
) as item
order by axis_code, position, code
limit :'limit'::integer offset :'offset'::integer;
