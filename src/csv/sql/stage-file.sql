-- The rows of a CSV, and what is wrong with some: tables of this transaction alone, dropped at its end. A row that is wrong as it stands has no cells.
create temporary table axis_file (
  row_no integer, problem text, column_name text, object_type text, object_ref text, value_code text, owner_gov_code text, zone text,
  assignment_id text
) on commit drop;

create temporary table axis_problem (row_no integer, column_name text, problem text, value text) on commit drop;
