-- Authorities that an owner can be chosen from, and who in Directus stands behind each. Directus' own tables: asked with its rights.
select
  authority.code as owner_gov_code,
  authority.name as owner_name,
  link.directus_role,
  link.directus_user,
  coalesce(role.name::text, nullif(concat_ws(' ', person.first_name, person.last_name), '')) as linked_name,
  case when link.authority_code is not null then coalesce(unmanned.state, 'active') end as link_state,
  count(*) over () as total_count
from :"authorities" as authority
left join axis_internal.authority_link as link on link.authority_code = authority.code
left join axis_internal.unmanned_authority() as unmanned on unmanned.authority_code = link.authority_code
left join directus_roles as role on role.id = link.directus_role
left join directus_users as person on person.id = link.directus_user
where authority.status = 'active'
order by authority.code
limit :'limit'::integer offset :'offset'::integer;
