-- Tables of this transaction alone: rows that end, and the cells that their owners answered for before and after. Dropped at its end.
create temporary table axis_ending (
  relation text, row_key text, axis_code text, object_type text, object_ref text, value_code text, owner_gov_code text, is_anchor boolean,
  effective_to timestamptz, row_before jsonb
) on commit drop;

create temporary table axis_moment (
  moment text, axis_code text, object_type text, object_ref text, value_code text, owners text[], depth integer
) on commit drop;
