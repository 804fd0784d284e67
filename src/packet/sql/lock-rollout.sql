-- One rollout at a time, the engine's included: the same locks, taken in the same way, never waited for.
insert into pg_temp.axis_violation (code, check_name, facts)
select 'AXIS_ROLLOUT_BUSY', 'lock', jsonb_build_object('violation', 'another run is in progress')
where not (
  pg_try_advisory_xact_lock(:'axis_lock_namespace'::integer, :'axis_lock_sequence'::integer)
  and pg_try_advisory_xact_lock(:'axis_lock_namespace'::integer, :'axis_lock_rollout'::integer)
);

-- A tier waits for the scan that is being made, and scans for it.
select pg_advisory_xact_lock(:'axis_lock_namespace'::integer, :'axis_lock_scans'::integer) as axis_lock_of_scans \gset
