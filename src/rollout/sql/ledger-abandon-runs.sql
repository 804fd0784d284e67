-- Whoever holds the rollout's lock is the only run there is: every other one still marked running is dead, and was rolled back.
-- The run that the caller is a step of lives.
update axis_rollout_run
set
  status = 'aborted',
  finished_at = clock_timestamp(),
  error = jsonb_build_object('message', 'The process that ran it ended before the run did. Its transaction was rolled back: nothing was changed.')
where status = 'running' and id is distinct from :'part_of'::uuid
returning id;
