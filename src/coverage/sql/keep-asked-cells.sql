-- The same of the cells in pg_temp.axis_asked alone. Whole axis first: the planner knows nothing of the view's rows.
with cell as materialized (
  select object_type, object_ref, value_code, owners, depth, state
  from axis_internal.cell
  where axis_code = :'axis_code'
)
insert into pg_temp.axis_cell (moment, object_type, object_ref, value_code, owners, depth, waived)
select :'moment', cell.object_type, cell.object_ref, cell.value_code, coalesce(cell.owners, '{}'), cell.depth, cell.state = 'waived'
from cell
join pg_temp.axis_asked as asked
  on asked.object_type = cell.object_type and asked.object_ref = cell.object_ref and asked.value_code = cell.value_code;

analyze pg_temp.axis_cell;
