-- The active authorities that a user stands behind: linked to the user, or to their role or one above it. Directus' own tables: asked with its rights.
with recursive role_of (id) as (
  select person.role
  from directus_users as person
  where person.id = :'user'::uuid and person.role is not null
  union
  select role.parent
  from role_of
  join directus_roles as role on role.id = role_of.id
  where role.parent is not null
)
select authority.code as owner_gov_code, authority.name as owner_name
from :"authorities" as authority
join axis_internal.authority_link as link on link.authority_code = authority.code
where authority.status = 'active'
  and (link.directus_user = :'user'::uuid or link.directus_role in (select id from role_of))
order by authority.code;
