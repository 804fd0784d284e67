-- A run ends once: one that has ended is left as it is, and no row comes back.
update axis_rollout_run
set status = :'status', result = :'result'::jsonb, error = :'error'::jsonb, finished_at = clock_timestamp()
where id = :'id'::uuid and status = 'running'
returning
  id, part_of, action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256, request,
  result - 'touched' #- '{baseline,listed}' as result, error;
