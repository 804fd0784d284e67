-- What becomes of each row of the file. What stands on the cell itself gives way; one that is an anchor goes on being one: what lies below keeps its
-- cover. action: none (no owner is named), repeat (another row says it), keep (the cell has the owner), insert, replace; `written …` once it is made.
create temporary table axis_plan (
  row_no integer, object_type text, object_ref text, value_code text, owner_gov_code text, action text, why text, owner_before text,
  stands_key text, is_anchor boolean, row_before jsonb
) on commit drop;

with standing as (
  select
    owner.id::text as stands_key, owner.object_type, owner.object_ref, owner.scope as value_code,
    coalesce(owner.is_inherited_anchor, false) as is_anchor, to_jsonb(owner) as row_before
  from governance_object_ownership as owner
  where :'source' = 'canonical' and owner.owner_kind = 'accountable' and owner.lifecycle_status = 'active'
  union all
  select owner.id::text, owner.object_type, owner.object_ref, owner.value_code, false, to_jsonb(owner)
  from axis_object_ownership as owner
  where :'source' = 'parallel'
    and owner.axis_code = :'axis_code'
    and owner.owner_kind = 'accountable'
    and owner.lifecycle_status = 'active'
),
asked as (
  select
    row_no, object_type, object_ref, value_code, owner_gov_code,
    first_value(row_no) over (
      partition by object_type, object_ref, value_code, owner_gov_code is null
      order by row_no
    ) as first_no
  from pg_temp.axis_file
),
judged as (
  select
    asked.row_no, asked.object_type, asked.object_ref, asked.value_code, asked.owner_gov_code, cell.owner_gov_code as owner_before,
    standing.stands_key, standing.is_anchor, standing.row_before,
    asked.first_no,
    case
      when asked.owner_gov_code is null then 'none'
      when asked.first_no <> asked.row_no then 'repeat'
      when asked.owner_gov_code = cell.owner_gov_code then 'keep'
      when standing.stands_key is null then 'insert'
      else 'replace'
    end as action
  from asked
  left join pg_temp.axis_cell as cell
    on cell.moment = 'before'
    and cell.object_type = asked.object_type
    and cell.object_ref = asked.object_ref
    and cell.value_code = asked.value_code
  left join standing
    on standing.object_type = asked.object_type
    and standing.object_ref = asked.object_ref
    and standing.value_code = asked.value_code
)
insert into pg_temp.axis_plan (
  row_no, object_type, object_ref, value_code, owner_gov_code, action, why, owner_before, stands_key, is_anchor, row_before
)
select
  row_no, object_type, object_ref, value_code, owner_gov_code, action,
  case action
    when 'none' then 'the file names no owner for it, which ends none'
    when 'repeat' then format('row %s says the same', first_no)
    when 'keep' then 'it has this owner'
  end,
  owner_before, stands_key, coalesce(is_anchor, false), row_before
from judged;

analyze pg_temp.axis_plan;
