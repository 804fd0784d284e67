-- The same cells after the write.
with cell as materialized (
  select object_type, object_ref, value_code, owners, depth, state
  from axis_internal.cell
  where axis_code = :'axis_code'
),
kept as (
  insert into pg_temp.axis_moment (moment, axis_code, object_type, object_ref, value_code, owners, depth)
  select 'after', :'axis_code', cell.object_type, cell.object_ref, cell.value_code, cell.owners, cell.depth
  from cell
  join pg_temp.axis_moment as before
    on before.moment = 'before'
    and before.axis_code = :'axis_code'
    and before.object_type = cell.object_type
    and before.object_ref = cell.object_ref
    and before.value_code = cell.value_code
)
select count(*) filter (where state = 'gap') as gaps from cell;
