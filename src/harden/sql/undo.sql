-- Gives the axis objects back to Directus' role: the opposite of "directus axis harden --print".
--
-- Run it in Directus' database as a superuser, or as a role that may do all of it:
--   psql -X -v ON_ERROR_STOP=1 -d <database> -f <this file>
-- It is one transaction, and safe to repeat. No row is changed.
-- Locks: AccessExclusive on the axis tables and views, for a moment; it gives up after five seconds of waiting.
-- Unset AXIS_OWNER_DATABASE_URL and restart Directus afterwards. The role stays: drop it with drop role, where it owns nothing else.

begin;
set local lock_timeout = '5s';
set local axis.owner_role = :'owner';
set local axis.host_role = :'host';
set local search_path = :"schema", pg_temp;

-- 1. Ownership: whatever the owner has in the two schemas.
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
  ours record;
begin
  if to_regrole(quote_ident(owner_role)) is null then
    raise exception 'There is no role % to take anything back from.', owner_role;
  end if;
  for ours in
    select format('%s %s', case relkind when 'v' then 'view' else 'table' end, oid::regclass) as object
    from pg_class
    where relnamespace in (quote_ident(current_schema())::regnamespace, to_regnamespace('axis_internal'))
      and relkind in ('r', 'v')
      and relowner = to_regrole(quote_ident(owner_role))
    union all
    select format('routine %s', oid::regprocedure)
    from pg_proc
    where pronamespace in (quote_ident(current_schema())::regnamespace, to_regnamespace('axis_internal'))
      and proowner = to_regrole(quote_ident(owner_role))
    union all
    select format('schema %I', nspname)
    from pg_namespace
    where nspname = 'axis_internal' and nspowner = to_regrole(quote_ident(owner_role))
  loop
    execute format('alter %s owner to %I', ours.object, current_setting('axis.host_role'));
  end loop;
end
$block$;

-- 2. What the owner was granted on what others own, and what Directus' role would be granted on what it creates.
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
  host_role constant text := current_setting('axis.host_role');
  granted record;
begin
  for granted in
    select distinct format('%s%s', case relkind when 'S' then 'sequence ' end, pg_class.oid::regclass) as object
    from pg_class
    cross join lateral aclexplode(relacl) as entry
    where relnamespace = quote_ident(current_schema())::regnamespace and entry.grantee = to_regrole(quote_ident(owner_role))
    union
    select distinct format('%s', attrelid::regclass)
    from pg_attribute
    join pg_class on pg_class.oid = attrelid and relnamespace = quote_ident(current_schema())::regnamespace
    cross join lateral aclexplode(attacl) as entry
    where entry.grantee = to_regrole(quote_ident(owner_role))
  loop
    execute format('revoke all on %s from %I', granted.object, owner_role);
  end loop;
  execute format('revoke all on schema %I from %I', current_schema(), owner_role);
  execute format('alter default privileges for role %I in schema %I revoke all on tables from %I', owner_role, current_schema(), host_role);
  if to_regnamespace('axis_internal') is not null then
    execute format('alter default privileges for role %I in schema axis_internal revoke all on tables from %I', owner_role, host_role);
  end if;
  if exists (
    select from pg_auth_members
    where roleid = 'pg_read_all_stats'::regrole and member = to_regrole(quote_ident(owner_role))
  ) then
    execute format('revoke pg_read_all_stats from %I', owner_role);
  end if;
end
$block$;

-- 3. Temporary tables, for who could make them before.
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
  had text[];
begin
  select string_to_array(split_part(setting, '=', 2), ' ') into had
  from pg_db_role_setting
  cross join lateral unnest(setconfig) as setting
  where setdatabase = (select oid from pg_database where datname = current_database())
    and setrole = to_regrole(quote_ident(owner_role))
    and setting like 'axis.temporary=%';
  if 'public' = any (had) then
    execute format('grant temporary on database %I to public', current_database());
  end if;
  if 'host' = any (had) then
    execute format('grant temporary on database %I to %I', current_database(), current_setting('axis.host_role'));
  end if;
  execute format('alter role %I in database %I reset axis.temporary', owner_role, current_database());
  execute format('revoke all on database %I from %I', current_database(), owner_role);
end
$block$;

commit;
