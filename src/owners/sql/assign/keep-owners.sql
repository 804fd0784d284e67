-- Who owns the asked cells at this moment, at the nearest depth. Whole axis first: the planner knows nothing of a recursive owner view's rows.
with owner as materialized (
  select object_type, object_ref, value_code, min(depth) as depth, array_agg(distinct owner_gov_code order by owner_gov_code) as owners
  from v_axis_effective_owner
  where axis_code = :'axis_code'
  group by object_type, object_ref, value_code
)
insert into pg_temp.axis_owner (moment, object_type, object_ref, value_code, depth, owners)
select :'moment', asked.object_type, asked.object_ref, asked.value_code, owner.depth, owner.owners
from owner
join pg_temp.axis_asked as asked
  on asked.object_type = owner.object_type and asked.object_ref = owner.object_ref and asked.value_code = owner.value_code;
