-- Runs whose record was altered, or that are missing: every hash is computed again from what stands there.
-- Events follow each other, and the first of them what was recorded before there were any; runs of that time follow each other.
with run as (
  select
    run as record,
    run.*,
    lag(run.run_no) over (order by run.run_no) as before_no,
    lag(run.start_hash) over (partition by run.start_event is null order by run.run_no) as before_start,
    lag(run.end_hash) over (partition by run.start_event is null order by run.run_no) as before_end
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
    where start_event is not null
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
      run.start_event is not null and (run.status <> 'running') is distinct from (run.end_event is not null),
      'its end is not in the chain'
    ),
    (
      run.start_event is null
      and not coalesce(run.previous_hash in (run.before_start, run.before_end), run.before_start is null and run.previous_hash is null),
      'it does not follow the run before it'
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
      event.previous_hash is distinct from
        case when event.before_event is null then axis_internal.hash_before_events() else event.before_hash end,
      format('its %s does not follow what was recorded before it', event.kind)
    )
) as finding (broken, reason)
where finding.broken
order by run_no, reason;
