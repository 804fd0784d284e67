-- Gives the axis objects to a role of their own, and Directus' role no more than it needs.
--
-- Run it in Directus' database as a superuser, or as a role that may do all of it:
--   psql -X -v ON_ERROR_STOP=1 -d <database> -f <this file>
-- It is one transaction, and safe to repeat: before tier 1, after it, and after an upgrade. No row is changed.
-- Locks: AccessExclusive on the axis tables and views, for a moment; it gives up after five seconds of waiting.
-- Check it: directus axis harden. Take it back: directus axis harden --undo --print.

begin;
set local lock_timeout = '5s';
-- Who owns from now on, and the role that Directus signs in with.
set local axis.owner_role = :'owner';
set local axis.host_role = :'host';
-- The views of tier 1.
set local axis.views = :'axis_views';
-- The base model of a project that has it from this extension.
set local axis.foundation = :'foundation';
-- Privileges on the base model: tiers and the guard lock the approvals they rely on (select … for share), tier 1 has a foreign key, tier 3 writes, its rollback deletes.
set local axis.owner_needs = :'owner_needs';
-- Directus' schema. pg_temp last: nothing temporary stands in for what is named here.
set local search_path = :"schema", pg_temp;

-- 1. The owner. Nobody signs in as it. For AXIS_OWNER_DATABASE_URL, and only then: alter role … login password '…';
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
begin
  if owner_role = current_setting('axis.host_role') then
    raise exception 'The owner must be another role than Directus'': %', owner_role;
  end if;
  if to_regrole(quote_ident(owner_role)) is null then
    execute format('create role %I nologin', owner_role);
    execute format('comment on role %I is %L', owner_role, 'Owns the objects of directus-extension-axis-coverage.');
  end if;
end
$block$;

-- 2. What the owner needs from what others own. Views and guard read with its rights, and tiers run as this role.
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
  needed record;
begin
  execute format('grant usage, create on schema %I to %I', current_schema(), owner_role);
  for needed in
    -- The base model. Not Directus' own tables: they hold tokens and passwords' hashes.
    select format('select on %s', oid::regclass) as privilege
    from pg_class
    where relnamespace = quote_ident(current_schema())::regnamespace
      and relkind in ('r', 'p', 'v', 'm', 'f')
      and relname not like 'directus\_%'
      and relowner <> to_regrole(quote_ident(owner_role))
    union all
    -- Of the foundation's inventory: names of collections and relations, no secrets. Held as they are while they are read.
    select format('select on %s', to_regclass(relation))
    from (values ('directus_collections'), ('directus_relations')) as host (relation)
    where to_regclass(relation) is not null
    union all
    -- Of authorities that are linked to people: which users are active, and the roles above theirs. No names, no hashes.
    select format('select (%I) on %s', attname, attrelid::regclass)
    from pg_attribute
    where attrelid = to_regclass('directus_users') and attname in ('id', 'role', 'status')
      or attrelid = to_regclass('directus_roles') and attname in ('id', 'parent')
    union all
    -- What tiers and the guard do there besides reading.
    select format('%s on %s', privilege, to_regclass(quote_ident(relation)))
    from jsonb_to_recordset(current_setting('axis.owner_needs')::jsonb) as base (privilege text, relation text)
    where to_regclass(quote_ident(relation)) is not null
    union all
    select format('usage on sequence %s', sequence.oid::regclass)
    from pg_depend as dependency
    join pg_class as sequence on sequence.oid = dependency.objid and sequence.relkind = 'S'
    where dependency.classid = 'pg_class'::regclass
      and dependency.refobjid = to_regclass('governance_object_ownership')
      and dependency.deptype in ('a', 'i')
  loop
    execute format('grant %s to %I', needed.privilege, owner_role);
  end loop;
end
$block$;

-- Preflight looks for sessions that are idle in transaction; without this the state of others' sessions is unknown, and unknown is not ok.
do $block$
begin
  execute format('grant pg_read_all_stats to %I', current_setting('axis.owner_role'));
exception
  when insufficient_privilege then
    raise warning 'pg_read_all_stats was not granted to %: the preflight of the packet cannot see other sessions.', current_setting('axis.owner_role');
end
$block$;

-- 3. Ownership. Ours are the tables that carry our triggers, the views of tier 1 where it is applied, the foundation where it was made, and all of
-- axis_internal.
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
  ours record;
begin
  if to_regnamespace('axis_internal') is null then
    create schema axis_internal;
    comment on schema axis_internal is 'directus-extension-axis-coverage: bookkeeping and guard. Not for the items API.';
  end if;
  for ours in
    select distinct format('table %s', tgrelid::regclass) as object
    from pg_trigger
    where tgfoid in (to_regproc('axis_internal.refuse_while_gate_shut'), to_regproc('axis_internal.refuse_foreign_ledger_write'))
    union all
    select format('table %s', oid::regclass) from pg_class
    where relnamespace = 'axis_internal'::regnamespace and relkind in ('r', 'v')
    union all
    select format('view %s', oid::regclass) from pg_class
    where relnamespace = quote_ident(current_schema())::regnamespace
      and relkind = 'v'
      and to_regproc('axis_internal.refuse_while_gate_shut') is not null
      and relname in (select jsonb_array_elements_text(current_setting('axis.views')::jsonb))
    union all
    select format('%s %s', case relkind when 'v' then 'view' else 'table' end, oid::regclass) from pg_class
    where relnamespace = quote_ident(current_schema())::regnamespace
      and relkind in ('r', 'v')
      and to_regclass('axis_internal.foundation_migrations') is not null
      and relname in (select jsonb_array_elements_text(current_setting('axis.foundation')::jsonb))
    union all
    select format('routine %s', oid::regprocedure) from pg_proc
    where pronamespace = 'axis_internal'::regnamespace
      or oid = to_regprocedure('fn_governance_scan(text, text)') and to_regproc('axis_internal.refuse_while_gate_shut') is not null
    union all
    select 'schema axis_internal'
  loop
    execute format('alter %s owner to %I', ours.object, owner_role);
  end loop;
end
$block$;

-- 4. What Directus' role keeps: rows of the axis tables (the guard judges every write), the ledger's rows (its triggers judge those), reading.
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
  host_role constant text := current_setting('axis.host_role');
  ours record;
begin
  execute format('revoke all on schema axis_internal from %I', host_role);
  execute format('grant usage on schema axis_internal to %I', host_role);
  for ours in
    select
      format('%s', class.oid::regclass) as relation,
      case
        when class.relnamespace = 'axis_internal'::regnamespace or class.relkind = 'v' then 'select'
        when class.relname = 'axis_rollout_run' then 'select, insert, update'
        else 'select, insert, update, delete'
      end as privileges
    from pg_class as class
    where class.relnamespace in (quote_ident(current_schema())::regnamespace, 'axis_internal'::regnamespace)
      and class.relkind in ('r', 'v')
      and class.relowner = to_regrole(quote_ident(owner_role))
  loop
    execute format('revoke all on %s from %I', ours.relation, host_role);
    execute format('grant %s on %s to %I', ours.privileges, ours.relation, host_role);
  end loop;
  if to_regprocedure('fn_governance_scan(text, text)') is not null then
    execute format('grant execute on function fn_governance_scan(text, text) to %I', host_role);
  end if;

  -- Tier 1, an upgrade and the ledger create more, as the owner: Directus must see it at once.
  execute format('alter default privileges for role %I in schema %I grant select, insert, update, delete on tables to %I',
    owner_role, current_schema(), host_role);
  execute format('alter default privileges for role %I in schema axis_internal grant select on tables to %I', owner_role, host_role);

  -- A member of the owner could do all that the owner can.
  if exists (
    select from pg_auth_members
    where roleid = to_regrole(quote_ident(owner_role)) and member = to_regrole(quote_ident(host_role))
  ) then
    execute format('revoke %I from %I', owner_role, host_role);
  end if;
end
$block$;

-- 5. Temporary tables: one of the name of a table stands in for it where a session names no schema. Directus makes none. Who had the right is
-- remembered on the owner, in this database, and gets it back with --undo. The packet makes some, as the owner.
do $block$
declare
  owner_role constant text := current_setting('axis.owner_role');
  host_role constant text := current_setting('axis.host_role');
  had text;
begin
  select string_agg(case entry.grantee when 0 then 'public' else 'host' end, ' ' order by entry.grantee)
  into had
  from pg_database
  cross join lateral aclexplode(coalesce(datacl, acldefault('d', datdba))) as entry
  where datname = current_database() and entry.privilege_type = 'TEMPORARY' and entry.grantee in (0, to_regrole(quote_ident(host_role)));
  if had is not null then
    execute format('revoke temporary on database %I from public, %I', current_database(), host_role);
    execute format('alter role %I in database %I set axis.temporary = %L', owner_role, current_database(), had);
  end if;
  execute format('grant connect, temporary on database %I to %I', current_database(), owner_role);
end
$block$;

-- 6. What no grant can mend.
do $block$
declare
  host_role constant text := current_setting('axis.host_role');
begin
  if (select rolsuper from pg_roles where rolname = host_role) then
    raise warning '% is a superuser: nothing here holds against it. Give Directus another role.', host_role;
  end if;
  if pg_has_role(host_role, (select datdba from pg_database where datname = current_database()), 'member') then
    raise warning '% owns this database: it may drop it. alter database … owner to somebody else.', host_role;
  end if;
  if pg_has_role(host_role, (select nspowner from pg_namespace where nspname = current_schema()), 'member') then
    raise warning '% owns the schema %: it may drop what is in it. alter schema … owner to somebody else.', host_role, current_schema();
  end if;
end
$block$;

commit;
