-- The host's own schema: the first of the search path, temporary schemas left out. pg_catalog, which holds none of its tables, where there is none.
select coalesce(pg_catalog.current_schema()::pg_catalog.text, 'pg_catalog') as host_schema;
