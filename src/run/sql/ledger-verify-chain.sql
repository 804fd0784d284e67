-- Runs whose record was altered, or that are missing: every hash is computed again from what stands there.
-- Events follow each other; the first of them follows nothing.
with run as (
  select
    run as record,
    run.*,
    lag(run.run_no) over (order by run.run_no) as before_no
  from axis_rollout_run as run
),
event as (
  select
    recorded.*,
    lag(recorded.event) over (order by recorded.event) as before_event,
    lag(recorded.hash) over (order by recorded.event) as before_hash
  from (
    select run_no, id, 'start' as kind, start_event as event, start_hash as hash, previous_hash
    from axis_rollout_run
    union all
    select run_no, id, 'end', end_event, end_hash, end_previous_hash
    from axis_rollout_run
    where end_event is not null
  ) as recorded
)
select run.run_no, run.id, finding.reason
from run
cross join lateral (
  values
    (
      run.run_no <> coalesce(run.before_no, 0) + 1,
      'the run before it is missing'
    ),
    (
      run.start_hash is distinct from axis_internal.hash_run_start(run.record),
      'what was recorded at its start was altered'
    ),
    (
      run.end_hash is distinct from case when run.status <> 'running' then axis_internal.hash_run_end(run.record) end,
      'what was recorded at its end was altered'
    ),
    (
      (run.status <> 'running') is distinct from (run.end_event is not null),
      'its end is not in the chain'
    )
) as finding (broken, reason)
where finding.broken
union all
select event.run_no, event.id, finding.reason
from event
cross join lateral (
  values
    (
      event.event <> coalesce(event.before_event, 0) + 1,
      format('what was recorded before its %s is missing', event.kind)
    ),
    (
      event.previous_hash is distinct from event.before_hash,
      format('its %s does not follow what was recorded before it', event.kind)
    )
) as finding (broken, reason)
where finding.broken
order by run_no, reason;
