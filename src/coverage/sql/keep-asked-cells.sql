-- Keeps the cells that pg_temp.axis_asked names as they are at this moment, and counts the gaps of the whole axis: one reading answers both.
-- Whole axis first: the planner knows nothing of the view's rows.
with cell as materialized (
  select object_type, object_ref, value_code, owner_gov_code, owners, depth, state
  from axis_internal.cell
  where axis_code = :'axis_code'
),
kept as (
  insert into pg_temp.axis_cell (moment, object_type, object_ref, value_code, owner_gov_code, owners, depth, waived)
  select
    :'moment', cell.object_type, cell.object_ref, cell.value_code, cell.owner_gov_code, coalesce(cell.owners, '{}'), cell.depth,
    cell.state = 'waived'
  from cell
  join pg_temp.axis_asked as asked
    on asked.object_type = cell.object_type and asked.object_ref = cell.object_ref and asked.value_code = cell.value_code
)
select count(*) as gaps from cell where state = 'gap';
