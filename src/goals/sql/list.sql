-- The next one due first.
select
  id, axis_code, group_ref, value_code, percent, due_on, state, required_cells, covered_cells, coverage_percent, first_scan_at, first_percent,
  last_scan_at, last_percent, expected_percent, reason, created_by, created_at, count(*) over () as total_count
from goal
where :'axis_code' in ('', axis_code)
order by due_on, axis_code, group_ref nulls first, value_code nulls first, id
limit :'limit'::integer offset :'offset'::integer;
