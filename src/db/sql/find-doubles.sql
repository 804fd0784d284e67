-- Functions and operators that PostgreSQL has too, in the schema where names resolve, made by somebody else than a superuser or the one who asks:
-- a text that names PostgreSQL's own would run them with the rights of the one who asks. Null where there are none.
-- This text names everything by its schema and casts what it compares: nothing can stand in for what it calls itself.
select pg_catalog.string_agg(double.name, ', '::text order by double.name) as doubles
from (
  select pg_proc.oid::regprocedure::text as name, pg_proc.proowner as creator
  from pg_catalog.pg_proc
  join pg_catalog.pg_namespace on pg_namespace.oid = pg_proc.pronamespace and pg_namespace.nspname = pg_catalog.current_schema()
  where exists (
    select from pg_catalog.pg_proc as own
    where own.proname = pg_proc.proname and own.pronamespace = 'pg_catalog'::regnamespace::oid
  )
  union all
  select pg_operator.oid::regoperator::text, pg_operator.oprowner
  from pg_catalog.pg_operator
  join pg_catalog.pg_namespace on pg_namespace.oid = pg_operator.oprnamespace and pg_namespace.nspname = pg_catalog.current_schema()
  where exists (
    select from pg_catalog.pg_operator as own
    where own.oprname = pg_operator.oprname and own.oprnamespace = 'pg_catalog'::regnamespace::oid
  )
) as double
join pg_catalog.pg_roles on pg_roles.oid = double.creator
where not pg_roles.rolsuper and pg_roles.rolname <> current_user;
