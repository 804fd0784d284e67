-- Required cells of an axis with the owners of each and whether a waiver is in force, at this moment.
-- Grouping instead of a join: the planner knows nothing of a recursive owner view.
insert into pg_temp.axis_cell (moment, object_type, object_ref, value_code, owners, waived)
select
  :'moment', object_type, object_ref, value_code,
  coalesce(array_agg(distinct owner_gov_code order by owner_gov_code) filter (where owner_gov_code is not null), '{}'),
  bool_or(waived)
from (
  select object_type, object_ref, value_code, null::text as owner_gov_code, true as required, false as waived
  from v_axis_required_cell
  where axis_code = :'axis_code'
  union all
  select object_type, object_ref, value_code, owner_gov_code, false, false
  from v_axis_effective_owner
  where axis_code = :'axis_code'
  union all
  select object_type, object_ref, value_code, null, false, true
  from axis_internal.waiver
  where axis_code = :'axis_code' and ended_at is null and expires_at > now()
) as side
group by object_type, object_ref, value_code
having bool_or(required);

analyze pg_temp.axis_cell;
