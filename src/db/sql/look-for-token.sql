-- Asked on the owner's connection. Advisory locks are per database: the number is taken here when, and only when, this is the database of the one
-- who holds it. A copy of the same name, on another server or restored from a backup, gives it away.
select
  not pg_try_advisory_xact_lock(:'namespace'::integer, :'token'::integer) as same,
  current_database() as name,
  current_schema() as schema,
  current_user as role,
  (select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'axis_internal') as owner,
  -- A function or operator that PostgreSQL has too, in the schema where names resolve: tiers would run it with the owner's rights.
  (
    select string_agg(name, ', ' order by name)
    from (
      select pg_proc.oid::regprocedure::text as name, proowner as creator from pg_proc
      where pronamespace = quote_ident(current_schema())::regnamespace
        and proname in (select proname from pg_proc where pronamespace = 'pg_catalog'::regnamespace)
      union all
      select pg_operator.oid::regoperator::text, oprowner from pg_operator
      where oprnamespace = quote_ident(current_schema())::regnamespace
        and oprname in (select oprname from pg_operator where oprnamespace = 'pg_catalog'::regnamespace)
    ) as double
    join pg_roles on pg_roles.oid = creator and not rolsuper and pg_roles.rolname <> current_user
  ) as doubles;
