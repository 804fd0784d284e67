-- Cells of an axis at two moments of this transaction, which stay in the database to be compared; dropped at its end.
create temporary table axis_cell (
  moment text, object_type text, object_ref text, value_code text, owner_gov_code text, owners text[], depth integer, waived boolean
) on commit drop;
