-- Tables of this transaction alone: what is asked, what is to be written, and who owned what before and after. Dropped at its end.
create temporary table axis_asked (
  object_type text, object_ref text, value_code text, primary key (object_type, object_ref, value_code)
) on commit drop;

-- cell_type and cell_ref are empty for an anchor: it is for every asked cell of its value.
create temporary table axis_plan (
  object_type text, object_ref text, value_code text, cell_type text, cell_ref text, action text, stands_key text, row_before jsonb
) on commit drop;

create temporary table axis_owner (
  moment text, object_type text, object_ref text, value_code text, depth integer, owners text[]
) on commit drop;

-- Rows are compared as text: times in them must not depend on the session.
set local time zone 'UTC';
