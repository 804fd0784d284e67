-- A row for each cell, or on the group for each value. What stands there already stays, unless it is to be replaced; otherwise another owner of the group
-- is in the way. One that gives way to a cell's owner and is an anchor goes on being one: what lies below keeps its cover.
insert into pg_temp.axis_plan (object_type, object_ref, value_code, owner_gov_code, cell_type, cell_ref, action, is_anchor, stands_key, row_before)
select
  place.object_type,
  place.object_ref,
  place.value_code,
  :'owner_gov_code',
  place.cell_type,
  place.cell_ref,
  case
    when standing.id is null then 'insert'
    when standing.owner_gov_code = :'owner_gov_code'
      and (place.cell_type <> '' or standing.is_inherited_anchor)
      and (standing.effective_to is null or standing.effective_to > now() or not :'replace'::boolean) then 'keep'
    when :'replace'::boolean then 'replace'
    when place.cell_type <> '' then 'keep'
    else 'blocked'
  end,
  :'kind' = 'anchor' or coalesce(standing.is_inherited_anchor, false),
  standing.id::text,
  case when :'replace'::boolean then to_jsonb(standing) end
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
