select
  id, part_of, action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256, request,
  result operator(pg_catalog.-) 'touched'::text operator(pg_catalog.#-) '{baseline,listed}'::text[] as result, error
from axis_rollout_run
where id = :'id'::uuid;
