-- Keeps the cells of an axis that the owners of the ending rows answer for, and counts the gaps of the whole axis: one reading answers both.
with cell as materialized (
  select object_type, object_ref, value_code, owners, depth, state
  from axis_internal.cell
  where axis_code = :'axis_code'
),
kept as (
  insert into pg_temp.axis_moment (moment, axis_code, object_type, object_ref, value_code, owners, depth)
  select 'before', :'axis_code', object_type, object_ref, value_code, owners, depth
  from cell
  where owners && array(select distinct owner_gov_code from pg_temp.axis_ending where axis_code = :'axis_code')
)
select count(*) filter (where state = 'gap') as gaps from cell;
