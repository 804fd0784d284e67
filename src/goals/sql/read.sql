select
  id, axis_code, group_ref, value_code, percent, due_on, state, required_cells, covered_cells, coverage_percent, first_scan_at, first_percent,
  last_scan_at, last_percent, expected_percent, reason, created_by, created_at
from goal
where id = :'goal';
