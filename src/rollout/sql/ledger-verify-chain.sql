-- Runs whose record was altered, or that are missing: every hash is computed again from what stands there.
with linked as (
  select
    run,
    lag(run.run_no) over (order by run.run_no) as before_no,
    lag(run.start_hash) over (order by run.run_no) as before_start,
    lag(run.end_hash) over (order by run.run_no) as before_end
  from axis_rollout_run as run
)
select (run).run_no, (run).id, reason
from linked
cross join lateral (
  values
    (
      (run).run_no <> coalesce(before_no, 0) + 1,
      'the run before it is missing'
    ),
    (
      (run).start_hash is distinct from axis_internal.hash_run_start(run),
      'what was recorded at its start was altered'
    ),
    (
      (run).end_hash is distinct from case when (run).status <> 'running' then axis_internal.hash_run_end(run) end,
      'what was recorded at its end was altered'
    ),
    (
      not coalesce((run).previous_hash in (before_start, before_end), before_start is null and (run).previous_hash is null),
      'it does not follow the run before it'
    )
) as finding (broken, reason)
where broken
order by (run).run_no, reason;
