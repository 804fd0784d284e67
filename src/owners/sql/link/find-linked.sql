-- Whether Directus has the role or the user. Its own tables: asked with its rights.
select exists (
  select from directus_roles where id = nullif(:'role', '')::uuid
  union all
  select from directus_users where id = nullif(:'user', '')::uuid
) as found;
