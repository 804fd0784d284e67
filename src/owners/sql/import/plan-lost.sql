-- Cells that had the owner of the file, and lost it as an anchor above them changed with the file: they get a row of their own, as the file says.
with lost as (
  update pg_temp.axis_plan as given
  set action = case when given.stands_key is null then 'insert' else 'replace' end, why = null
  from pg_temp.axis_cell as cell
  where given.action = 'keep'
    and cell.moment = 'after'
    and cell.object_type = given.object_type
    and cell.object_ref = given.object_ref
    and cell.value_code = given.value_code
    and cell.owner_gov_code is distinct from given.owner_gov_code
  returning 1
)
select count(*) as cells from lost;
