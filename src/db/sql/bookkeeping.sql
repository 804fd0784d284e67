-- Which of the bookkeeping tables of migrations, and of the table with their texts, are there and may be read.
select relname as name
from pg_class
join pg_namespace on pg_namespace.oid = relnamespace
where
  nspname = 'axis_internal'
  and relkind = 'r'
  and relname in (select jsonb_array_elements_text(:'tables'::jsonb))
  and has_schema_privilege(pg_namespace.oid, 'usage')
  and has_table_privilege(pg_class.oid, 'select')
order by relname;
