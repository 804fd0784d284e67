-- Cancels the statement of the tier under way, when it is ours: the session that holds the rollout's lock, among those of this process.
-- No other session of ours: the one that records how the run ended must finish.
select pg_cancel_backend(held.pid) as cancelled
from pg_locks as held
join pg_stat_activity as session on session.pid = held.pid and session.state = 'active'
where held.locktype = 'advisory'
  and held.granted
  and held.database = (select oid from pg_database where datname = current_database())
  and held.classid = :'namespace'::bigint
  and held.objid = :'lock'::bigint
  and held.pid = any (string_to_array(:'sessions', ',')::integer[]);
