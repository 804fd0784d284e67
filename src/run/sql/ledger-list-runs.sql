-- Empty filters select every run; with steps `false`, those that are no step of another.
select
  id, part_of, action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256, request,
  result - 'touched' #- '{baseline,listed}' as result, error
from axis_rollout_run
where (:'status'::text = '' or status = :'status'::text)
  and (:'steps'::boolean or part_of is null)
order by run_no desc
limit :'limit'::integer offset :'offset'::integer;
