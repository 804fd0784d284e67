-- Table locks that this transaction holds to its end, reads left out.
select distinct class.relname as object, held.mode
from pg_locks as held
join pg_class as class on class.oid = held.relation
where held.locktype = 'relation'
  and held.pid = pg_backend_pid()
  and held.granted
  and held.mode <> 'AccessShareLock'
  and class.relkind in ('r', 'v')
  and class.relnamespace = current_schema()::text::regnamespace
order by object, held.mode;
