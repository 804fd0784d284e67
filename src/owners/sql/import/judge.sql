-- What is wrong with the rows of a file of owners. A row that names no owner, or the one that the cell has, asks for nothing and is never wrong.
insert into pg_temp.axis_problem (row_no, column_name, problem, value)
with asked as (
  select file.row_no, file.object_type, file.object_ref, file.value_code, file.owner_gov_code, cell.value_code is not null as is_required
  from pg_temp.axis_file as file
  left join pg_temp.axis_cell as cell
    on cell.moment = 'before'
    and cell.object_type = file.object_type
    and cell.object_ref = file.object_ref
    and cell.value_code = file.value_code
  where file.problem is null
    and file.owner_gov_code is not null
    and file.owner_gov_code is distinct from cell.owner_gov_code
),
value as (
  select axis_value.value_code, scope.scope_code is not null as is_scope
  from axis_value
  left join governance_responsibility_scope as scope on scope.scope_code = axis_value.value_code
  where axis_value.axis_code = :'axis_code' and axis_value.status = 'active'
),
named as (
  select
    row_no, object_type, object_ref, value_code, owner_gov_code,
    first_value(row_no) over cell as first_no,
    first_value(owner_gov_code) over cell as first_owner
  from pg_temp.axis_file
  where problem is null and owner_gov_code is not null
  window cell as (partition by object_type, object_ref, value_code order by row_no)
),
-- A row that differs from the first is told with the first, the others with the first that differs from them. Rows are never joined with each other: a
-- file may be of one cell alone.
others as (
  select
    row_no, owner_gov_code,
    case
      when owner_gov_code <> first_owner then first_no
      else min(row_no) filter (where owner_gov_code <> first_owner) over (partition by object_type, object_ref, value_code)
    end as other_no
  from named
)
select asked.row_no, 'owner_gov_code', 'the owner is no authority of ' || :'authorities'::text, asked.owner_gov_code
from asked
left join :"authorities" as registry on registry.code = asked.owner_gov_code
where registry.code is null
union all
select asked.row_no, 'owner_gov_code', 'the owner is not active in ' || :'authorities'::text, concat_ws(': ', registry.code, registry.status)
from asked
join :"authorities" as registry on registry.code = asked.owner_gov_code
where registry.status is distinct from 'active'
union all
select asked.row_no, 'value_code', 'this is no active value of the axis', asked.value_code
from asked
left join value on value.value_code = asked.value_code
where value.value_code is null
union all
select asked.row_no, 'value_code', 'this value is no scope of governance_responsibility_scope', asked.value_code
from asked
join value on value.value_code = asked.value_code
where :'source' = 'canonical' and not value.is_scope
union all
select asked.row_no, null, 'no active rule requires this cell', concat_ws(' ', asked.object_type, asked.object_ref, asked.value_code)
from asked
join value on value.value_code = asked.value_code
where not asked.is_required
union all
select row_no, 'owner_gov_code', format('row %s names another owner for the same cell', other_no), owner_gov_code
from others
where other_no is not null;
