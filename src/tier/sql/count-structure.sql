-- Relations of the host's schema, as tier 1 moves them.
select
  count(*) filter (where relkind = 'r') as tables,
  count(*) filter (where relkind = 'v') as views,
  (select count(*) from pg_proc where pronamespace = current_schema()::text::regnamespace) as functions
from pg_class
where relnamespace = current_schema()::text::regnamespace;
