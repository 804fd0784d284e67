-- Takes a chunk of rows over.
insert into pg_temp.axis_file (row_no, problem, column_name, object_type, object_ref, value_code, owner_gov_code, zone, assignment_id)
select row_no, problem, column_name, object_type, object_ref, value_code, owner_gov_code, zone, assignment_id
from jsonb_to_recordset(:'rows'::jsonb) as given (
  row_no integer, problem text, column_name text, object_type text, object_ref text, value_code text, owner_gov_code text, zone text,
  assignment_id text
);
