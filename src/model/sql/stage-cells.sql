-- The required cells of the axis before and after the change, for this transaction alone; dropped at its end. They stay in the database to be compared.
create temporary table axis_cell (
  moment text, object_type text, object_ref text, value_code text, owners text[], waived boolean
) on commit drop;
