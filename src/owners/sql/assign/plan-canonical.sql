-- A row for each cell, or on the group for each value. What stands there already stays; another owner of the group is in the way.
insert into pg_temp.axis_plan (object_type, object_ref, value_code, cell_type, cell_ref, action, stands_key, row_before)
select
  place.object_type,
  place.object_ref,
  place.value_code,
  place.cell_type,
  place.cell_ref,
  case
    when standing.id is null then 'insert'
    when place.cell_type <> '' then 'keep'
    when standing.owner_gov_code = :'owner_gov_code' and standing.is_inherited_anchor then 'keep'
    else 'blocked'
  end,
  standing.id::text,
  null
from (
  select object_type, object_ref, value_code, object_type as cell_type, object_ref as cell_ref
  from pg_temp.axis_asked
  where :'kind' = 'direct'
  union all
  select distinct 'group', :'group_ref'::text, value_code, '', ''
  from pg_temp.axis_asked
  where :'kind' = 'anchor'
) as place
left join governance_object_ownership as standing
  on standing.object_type = place.object_type
  and standing.object_ref = place.object_ref
  and standing.scope = place.value_code
  and standing.owner_kind = 'accountable'
  and standing.lifecycle_status = 'active';

analyze pg_temp.axis_plan;
