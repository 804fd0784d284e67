-- Asked on the owner's connection. Advisory locks are per database: the number is taken here when, and only when, this is the database of the one
-- who holds it. A copy of the same name, on another server or restored from a backup, gives it away.
-- It has the owner's rights: nothing can stand in for what it calls.
select
  not pg_catalog.pg_try_advisory_xact_lock(:'namespace'::integer, :'token'::integer) as same,
  pg_catalog.current_database() as name,
  pg_catalog.current_schema() as schema,
  current_user as role,
  (
    select pg_catalog.pg_get_userbyid(pg_namespace.nspowner)
    from pg_catalog.pg_namespace
    where pg_namespace.nspname = 'axis_internal'::name
  ) as owner;
