-- Changes of the model that were made, newest first. An event is undone by the next one of its chain; of the first, by the last when that is no redo.
-- Each result is opened once: it holds every row that its event touched.
with event as materialized (
  select
    run.id, run.run_no, run.requested_by, run.finished_at, run.ratified_apr, run.request,
    fact."from", fact."to", fact.root, fact.in_force, fact.undo_of, fact.report
  from axis_rollout_run as run
  cross join lateral jsonb_to_record(run.result) as fact (
    "from" text, "to" text, root uuid, in_force boolean, undo_of uuid, report jsonb
  )
  where run.action = 'lifecycle' and run.status = 'passed'
)
select
  event.id,
  event.requested_by,
  event.finished_at,
  event.ratified_apr,
  first_value(event.request) over chain as what,
  event.request ->> 'reason' as reason,
  event."from",
  event."to",
  event.undo_of,
  event.report,
  case
    when event.undo_of is not null then lead(event.id) over chain
    when not last_value(event.in_force) over chain then last_value(event.id) over chain
  end as undone_by
from event
window chain as (partition by event.root order by event.run_no rows between unbounded preceding and unbounded following)
order by event.run_no desc
limit :'limit'::integer offset :'offset'::integer;
