-- Tables and views of the host's schema.
select relname as name
from pg_class
where relnamespace = current_schema()::text::regnamespace and relkind in ('r', 'v')
order by relname;
