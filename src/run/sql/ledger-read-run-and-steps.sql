-- A run and the runs that are steps of it, in the order in which they began: it is the first.
select
  id, part_of, action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256, request,
  result - 'touched' #- '{baseline,listed}' as result, error
from axis_rollout_run
where id = :'id'::uuid or part_of = :'id'::uuid
order by run_no;
