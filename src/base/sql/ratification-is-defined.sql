-- Whether this database can say where people ratify, to this role: the functions that do are the ledger's.
select exists (
  select
  from pg_catalog.pg_proc
  join pg_catalog.pg_namespace on pg_namespace.oid = pg_proc.pronamespace
  where pg_namespace.nspname = 'axis_internal'::name
    and pg_proc.proname = 'ratification_source'::name
    and pg_catalog.has_schema_privilege(pg_namespace.oid, 'usage'::text)
) as defined
