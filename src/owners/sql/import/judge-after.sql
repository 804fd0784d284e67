-- Rows whose cell has not the owner that the file names, once all is written.
insert into pg_temp.axis_problem (row_no, column_name, problem, value)
select given.row_no, 'owner_gov_code', 'another row, which is not in effect, holds this cell: end it first', given.owner_gov_code
from pg_temp.axis_plan as given
left join pg_temp.axis_cell as cell
  on cell.moment = 'after'
  and cell.object_type = given.object_type
  and cell.object_ref = given.object_ref
  and cell.value_code = given.value_code
where given.owner_gov_code is not null and cell.owner_gov_code is distinct from given.owner_gov_code;
