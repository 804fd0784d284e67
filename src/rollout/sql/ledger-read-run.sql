select
  id, part_of, action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256, request,
  result - 'touched' #- '{baseline,listed}' as result, error
from axis_rollout_run
where id = :'id'::uuid;
