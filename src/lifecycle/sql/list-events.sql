-- Changes of the model that were made, newest first. An event is undone by the next one of its chain; of the first, by the last when that is no redo.
select
  run.id,
  run.requested_by,
  run.finished_at,
  run.ratified_apr,
  first.request as what,
  run.request ->> 'reason' as reason,
  run.result ->> 'from' as "from",
  run.result ->> 'to' as "to",
  run.result ->> 'undo_of' as undo_of,
  run.result -> 'report' as report,
  case
    when run.result ->> 'undo_of' is not null then later.first_id
    when later.last_in_force = 'false' then later.last_id
  end as undone_by
from axis_rollout_run as run
join axis_rollout_run as first on first.id = (run.result ->> 'root')::uuid
left join lateral (
  select
    (array_agg(chained.id order by chained.run_no))[1] as first_id,
    (array_agg(chained.id order by chained.run_no desc))[1] as last_id,
    (array_agg(chained.result ->> 'in_force' order by chained.run_no desc))[1] as last_in_force
  from axis_rollout_run as chained
  where chained.action = 'lifecycle'
    and chained.status = 'passed'
    and chained.run_no > run.run_no
    and chained.result ->> 'root' = run.result ->> 'root'
) as later on true
where run.action = 'lifecycle' and run.status = 'passed'
order by run.run_no desc
limit :'limit'::integer offset :'offset'::integer;
