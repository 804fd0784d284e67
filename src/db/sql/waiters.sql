-- Whether another session waits for a lock that this transaction holds.
select exists (
  select
  from pg_locks
  where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
) as waited_for;
