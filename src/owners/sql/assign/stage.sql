-- Tables of this transaction alone: what is asked, and what is to be written. Dropped at its end.
-- Each cell once, as the queries that fill it see to; no index holds it, which would refuse names that are long and do not compress.
create temporary table axis_asked (object_type text, object_ref text, value_code text) on commit drop;

-- cell_type and cell_ref are empty for an anchor: it is for every asked cell of its value.
create temporary table axis_plan (
  object_type text, object_ref text, value_code text, owner_gov_code text, cell_type text, cell_ref text, action text, is_anchor boolean,
  stands_key text, row_before jsonb
) on commit drop;

-- Rows are compared as text: times in them must not depend on the session.
set local time zone 'UTC';
