-- What is wrong with rows as they stand.
insert into pg_temp.axis_problem (row_no, column_name, problem)
select row_no, column_name, problem
from pg_temp.axis_file
where problem is not null;

analyze pg_temp.axis_file;
