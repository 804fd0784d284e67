select count(*) as total
from axis_rollout_run
where (:'status'::text = '' or status = :'status'::text)
  and (:'steps'::boolean or part_of is null);
