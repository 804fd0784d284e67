-- A run ends once: one that has ended is left as it is, and no row comes back.
update axis_rollout_run
set status = :'status', result = :'result'::jsonb, error = :'error'::jsonb, finished_at = pg_catalog.clock_timestamp()
where id = :'id'::uuid and status = 'running'
returning
  id, part_of, action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256, request,
  result operator(pg_catalog.-) 'touched'::text operator(pg_catalog.#-) '{baseline,listed}'::text[] as result, error;
