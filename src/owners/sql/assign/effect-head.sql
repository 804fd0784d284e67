-- Shared head: what became of each asked cell, from the owners before and after.
with effect as (
  select
    asked.object_type,
    asked.object_ref,
    asked.value_code,
    before.owners as owners_before,
    before.depth as depth_before,
    after.owners as owners_after,
    case
      when plan.action = 'blocked' or after.owners is null then 'conflict'
      when cardinality(after.owners) > 1 and after.owners is distinct from before.owners then 'conflict'
      when before.owners is null then 'covered'
      when before.owners = after.owners and before.depth = after.depth then 'kept'
      when plan.action = 'replace' then 'replaced'
      else 'overridden'
    end as effect
  from pg_temp.axis_asked as asked
  left join pg_temp.axis_plan as plan
    on plan.value_code = asked.value_code
    and plan.cell_type = case when :'kind' = 'anchor' then '' else asked.object_type end
    and plan.cell_ref = case when :'kind' = 'anchor' then '' else asked.object_ref end
  left join (select object_type, object_ref, value_code, depth, owners from pg_temp.axis_cell where moment = 'before' and depth is not null) as before
    on before.object_type = asked.object_type and before.object_ref = asked.object_ref and before.value_code = asked.value_code
  left join (select object_type, object_ref, value_code, depth, owners from pg_temp.axis_cell where moment = 'after' and depth is not null) as after
    on after.object_type = asked.object_type and after.object_ref = asked.object_ref and after.value_code = asked.value_code
)
