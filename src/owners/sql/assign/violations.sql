-- What stands against the assignment as it was asked. No row: nothing does.
with given as (
  select :'axis_code'::text as axis_code, :'owner_gov_code'::text as owner_gov_code, :'kind'::text as kind, :'group_ref'::text as group_ref,
    :'source'::text as source
),
named as (
  select value_code from jsonb_array_elements_text(:'value_codes'::jsonb) as asked (value_code)
  union
  select value_code from pg_temp.axis_asked
),
found (violation, object_type, object_ref, value_code, detail) as (
  select 'the owner is no authority of ' || :'authorities'::text, null, null, null, given.owner_gov_code
  from given
  where not exists (select from :"authorities" as registry where registry.code = given.owner_gov_code)
  union all
  select 'the owner is not active in ' || :'authorities'::text, null, null, null, concat_ws(': ', registry.code, registry.status)
  from given
  join :"authorities" as registry on registry.code = given.owner_gov_code and registry.status is distinct from 'active'
  union all
  select 'a parallel axis does not inherit: an anchor would cover nothing', null, null, null, given.axis_code
  from given
  where given.kind = 'anchor' and given.source = 'parallel'
  union all
  select 'no object is in this group', 'group', given.group_ref, null, null
  from given
  where given.group_ref is not null
    and not exists (
      select from v_object_containment as containment
      where containment.parent_type = 'group' and containment.parent_ref = given.group_ref
    )
  union all
  select 'this is no active value of the axis', null, null, named.value_code, null
  from named
  cross join given
  where not exists (
    select from axis_value as value
    where value.axis_code = given.axis_code and value.value_code = named.value_code and value.status = 'active'
  )
  union all
  select 'this value is no scope of governance_responsibility_scope', null, null, named.value_code, null
  from named
  cross join given
  where given.source = 'canonical'
    and not exists (select from governance_responsibility_scope as scope where scope.scope_code = named.value_code)
  union all
  select 'no active rule requires this cell', asked.object_type, asked.object_ref, asked.value_code, null
  from pg_temp.axis_asked as asked
  left join (select object_type, object_ref, value_code from v_axis_required_cell where axis_code = :'axis_code') as required
    on required.object_type = asked.object_type
    and required.object_ref = asked.object_ref
    and required.value_code = asked.value_code
  where required.value_code is null
  union all
  select 'the group has no required cell of these values', 'group', given.group_ref, null, null
  from given
  where given.group_ref is not null and not exists (select from pg_temp.axis_asked)
)
select violation, object_type, object_ref, value_code, detail, count(*) over () as total_count
from found
order by violation, object_type, object_ref, value_code
limit :'limit'::integer;
