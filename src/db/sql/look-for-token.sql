-- Asked on the owner's connection. Advisory locks are per database: the number is taken here when, and only when, this is the database of the one
-- who holds it. A copy of the same name, on another server or restored from a backup, gives it away.
select
  not pg_try_advisory_xact_lock(:'namespace'::integer, :'token'::integer) as same,
  current_database() as name,
  current_schema() as schema,
  current_user as role,
  (select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'axis_internal') as owner;
