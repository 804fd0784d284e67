-- Whoever holds the rollout's lock is the only run there is: every other one still marked running is dead, and its open transaction was rolled back.
-- What the steps of a sequence committed stays.
-- The run that the caller is a step of lives.
update axis_rollout_run
set
  status = 'aborted',
  finished_at = pg_catalog.clock_timestamp(),
  error = pg_catalog.jsonb_build_object(
    'message'::text,
    'Its process or its connection ended before the run did. What was under way was rolled back. '
    || case
      when exists (select from axis_rollout_run as step where step.part_of = axis_rollout_run.id and step.status = 'passed')
        then 'Its steps that passed stay.'
      else 'Nothing was changed.'
    end
  )
where status = 'running' and id is distinct from :'part_of'::uuid
returning id;
