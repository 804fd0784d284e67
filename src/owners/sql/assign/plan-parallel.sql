-- A row for each cell. A direct owner stays, unless it is to be replaced; a row that is not in effect covers nothing and leaves no room for another.
insert into pg_temp.axis_plan (object_type, object_ref, value_code, owner_gov_code, cell_type, cell_ref, action, stands_key, row_before)
select
  asked.object_type,
  asked.object_ref,
  asked.value_code,
  :'owner_gov_code',
  asked.object_type,
  asked.object_ref,
  case
    when standing.id is null then 'insert'
    when owned.owners is not null and (standing.owner_gov_code = :'owner_gov_code' or not :'replace'::boolean) then 'keep'
    when :'replace'::boolean then 'replace'
    else 'blocked'
  end,
  standing.id::text,
  case when :'replace'::boolean then to_jsonb(standing) end
from pg_temp.axis_asked as asked
left join axis_object_ownership as standing
  on standing.object_type = asked.object_type
  and standing.object_ref = asked.object_ref
  and standing.axis_code = :'axis_code'
  and standing.value_code = asked.value_code
  and standing.owner_kind = 'accountable'
  and standing.lifecycle_status = 'active'
left join (
  select object_type, object_ref, value_code, owners from pg_temp.axis_cell where depth is not null
) as owned
  on owned.object_type = asked.object_type and owned.object_ref = asked.object_ref and owned.value_code = asked.value_code;

analyze pg_temp.axis_plan;
