-- Whether texts are kept here, and this role may do so with them.
select
  coalesce(has_schema_privilege(pg_namespace.oid, 'usage') and has_table_privilege(pg_class.oid, :'privilege'), false) as allowed
from pg_class
join pg_namespace on pg_namespace.oid = relnamespace
where nspname = 'axis_internal' and relname = 'migration_text' and relkind = 'r';
