-- What stands against handing over as it was asked. No row: nothing does.
with found (violation, object_type, object_ref, detail) as (
  select 'the owner is no authority of ' || :'authorities'::text, null, null, :'to'
  where not exists (select from :"authorities" as registry where registry.code = :'to')
  union all
  select 'the owner is not active in ' || :'authorities'::text, null, null, concat_ws(': ', registry.code, registry.status)
  from :"authorities" as registry
  where registry.code = :'to' and registry.status is distinct from 'active'
  union all
  select 'who hands over and who takes over are the same', null, null, :'to'
  where :'from' = :'to'
  union all
  select 'there is no such group', 'group', asked.group_ref, null
  from jsonb_array_elements_text(:'groups'::jsonb) as asked (group_ref)
  where not exists (select from axis_internal.group_tree() as tree where tree.group_ref = asked.group_ref)
  union all
  select 'no owner of this authority is in effect there', null, null, :'from'
  where not exists (select from pg_temp.axis_ending)
)
select violation, object_type, object_ref, detail, count(*) over () as total_count
from found
order by violation, object_type, object_ref, detail
limit :'limit'::integer;
