-- Acts of people whose rows a rollback meets, newest first: batches of owners, waivers, goals and acknowledgements, changes of the model, repairs, that nobody took back since
-- the rollout began. axes: acts on these; null is every act. beyond: it changed other axes too. A change of the model stands as the last of its chain
-- that put it in force. Rows of the base model are owners of the axis canonical.
with began as (
  select coalesce(max(run.finished_at), '-infinity') as at
  from axis_rollout_run as run
  where run.action = 'rollback' and run.status = 'passed' and jsonb_exists(run.result, 'fingerprint')
),
chain as (
  select distinct on (run.result ->> 'root') run.id, run.finished_at as at, run.result
  from axis_rollout_run as run
  cross join began
  where run.action = 'lifecycle' and run.status = 'passed' and run.finished_at > began.at
  order by run.result ->> 'root', run.run_no desc
),
recorded as (
  select 'change' as record, chain.id, chain.at, chain.result
  from chain
  where chain.result ->> 'in_force' = 'true'
  union all
  select 'repair', run.id, run.finished_at, run.result
  from axis_rollout_run as run
  cross join began
  where run.action = 'repair' and run.status = 'passed' and run.finished_at > began.at
    and not jsonb_exists(run.request, 'undo')
    and not exists (
      select from axis_rollout_run as undo
      where undo.action = 'repair' and undo.status = 'passed' and undo.request ->> 'undo' = run.id::text
    )
),
standing as (
  select recorded.record, recorded.id, recorded.at, reached.axes
  from recorded
  cross join lateral (
    select coalesce(jsonb_agg(distinct row.axis_code) filter (where row.axis_code is not null), '[]') as axes
    from jsonb_array_elements(case when jsonb_typeof(recorded.result -> 'touched') = 'array' then recorded.result -> 'touched' end) as touched (entry)
    cross join lateral (
      select case when touched.entry ->> 'relation' = 'governance_object_ownership' then :'canonical' else touched.entry #>> '{place,axis_code}' end as axis_code
    ) as row
  ) as reached
  union all
  select 'batch', batch.id, batch.requested_at,
    case when jsonb_typeof(batch.effect -> 'axes') = 'array' then batch.effect -> 'axes' else '[]' end
      || case when batch.axis_code is null then '[]' else jsonb_build_array(batch.axis_code) end
  from axis_internal.assignment_batch as batch
  cross join began
  where batch.undone_at is null and batch.requested_at > began.at
    -- An acknowledgement changes no axis: only tier 1 takes it along.
    and (:'axes'::jsonb is null or batch.kind not in ('acknowledge', 'unacknowledge'))
)
select
  standing.record, standing.id::text as id,
  exists (
    select from jsonb_array_elements_text(standing.axes) as reached (axis_code)
    where not jsonb_exists(:'axes'::jsonb, reached.axis_code)
  ) as beyond
from standing
where :'axes'::jsonb is null
  or exists (
    select from jsonb_array_elements_text(standing.axes) as reached (axis_code)
    where jsonb_exists(:'axes'::jsonb, reached.axis_code)
  )
order by standing.at desc, standing.id;
