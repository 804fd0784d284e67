-- What each policy of a user grants for one action on one collection, and by what it narrows it. A row per permission, by policy.
select
  policy.name as policy,
  coalesce(policy.ip_access, '') = '' as anywhere,
  array_remove(array[
    case when not coalesce('*' = any (string_to_array(permission.fields, ',')), false) then 'a list of fields' end,
    case when coalesce(permission.permissions::jsonb, '{}') not in ('{}', 'null', '{"_and": []}') then 'a filter of items' end,
    case when coalesce(permission.validation::jsonb, '{}') not in ('{}', 'null', '{"_and": []}') then 'a validation' end,
    case when coalesce(permission.presets::jsonb, '{}') not in ('{}', 'null') then 'presets' end
  ], null) as narrowed_by
from directus_permissions as permission
join directus_policies as policy on policy.id = permission.policy
where permission.collection = :'collection'
  and permission.action = :'action'
  and exists (
    select from directus_access as access
    where access.policy = policy.id
      and (access."user"::text = :'user' or access.role::text in (select jsonb_array_elements_text(:'roles'::jsonb)))
  )
order by policy.name, permission.id;
