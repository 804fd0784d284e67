-- Whether a bookkeeping table of migrations is there, and may be read.
select
  coalesce(has_schema_privilege(pg_namespace.oid, 'usage') and has_table_privilege(pg_class.oid, 'select'), false) as readable
from pg_class
join pg_namespace on pg_namespace.oid = relnamespace
where nspname = 'axis_internal' and relname = :'table' and relkind = 'r';
