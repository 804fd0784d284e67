-- Shared head: what became of the cells that the owners of the ended rows answered for.
with effect as (
  select
    before.axis_code,
    before.object_type,
    before.object_ref,
    before.value_code,
    before.owners as owners_before,
    after.owners as owners_after,
    case
      when after.owners is null then 'opened'
      when before.owners = after.owners and before.depth = after.depth then 'kept'
      when :'to' = any (after.owners) then 'passed'
      else 'inherited'
    end as effect
  from (select axis_code, object_type, object_ref, value_code, owners, depth from pg_temp.axis_moment where moment = 'before') as before
  left join (select axis_code, object_type, object_ref, value_code, owners, depth from pg_temp.axis_moment where moment = 'after') as after
    on after.axis_code = before.axis_code
    and after.object_type = before.object_type
    and after.object_ref = before.object_ref
    and after.value_code = before.value_code
)
