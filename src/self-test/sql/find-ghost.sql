-- Whether the SQL in a JSON default ran: the table that it would have made.
select count(*)::int as ghosts
from pg_catalog.pg_class
where relname = 'axis_self_test_ghost'
