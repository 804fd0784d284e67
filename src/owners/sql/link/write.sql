-- Links an authority, instead of what it was linked to.
insert into axis_internal.authority_link (authority_code, directus_role, directus_user, reason, linked_by)
values (:'authority_code', nullif(:'role', '')::uuid, nullif(:'user', '')::uuid, :'reason', :'linked_by')
on conflict (authority_code) do update
set
  directus_role = excluded.directus_role,
  directus_user = excluded.directus_user,
  reason = excluded.reason,
  linked_by = excluded.linked_by,
  linked_at = clock_timestamp();
