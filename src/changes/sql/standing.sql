-- Acts of people whose rows a rollback meets, newest first: batches of owners and waivers, changes of the model, repairs, that nobody took back since
-- the rollout began. axes: acts on these alone; null is every act. A change of the model stands as the last of its chain that put it in force.
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
standing as (
  select 'change' as record, chain.id, chain.at
  from chain
  where chain.result ->> 'in_force' = 'true'
    and (
      :'axes'::jsonb is null
      or exists (
        select from jsonb_path_query(chain.result, '$.touched[*].place.axis_code') as touched (axis_code)
        where jsonb_exists(:'axes'::jsonb, touched.axis_code #>> '{}')
      )
    )
  union all
  select 'repair', run.id, run.finished_at
  from axis_rollout_run as run
  cross join began
  where run.action = 'repair' and run.status = 'passed' and run.finished_at > began.at
    and not jsonb_exists(run.request, 'undo')
    and not exists (
      select from axis_rollout_run as undo
      where undo.action = 'repair' and undo.status = 'passed' and undo.request ->> 'undo' = run.id::text
    )
    and (
      :'axes'::jsonb is null
      or exists (
        select from jsonb_path_query(run.result, '$.touched[*].place.axis_code') as touched (axis_code)
        where jsonb_exists(:'axes'::jsonb, touched.axis_code #>> '{}')
      )
    )
  union all
  select 'batch', batch.id, batch.requested_at
  from axis_internal.assignment_batch as batch
  cross join began
  where batch.undone_at is null and batch.requested_at > began.at
    and (
      :'axes'::jsonb is null
      or jsonb_exists(:'axes'::jsonb, batch.axis_code)
      or exists (
        select from jsonb_array_elements_text(case when jsonb_typeof(batch.effect -> 'axes') = 'array' then batch.effect -> 'axes' end) as passed (axis_code)
        where jsonb_exists(:'axes'::jsonb, passed.axis_code)
      )
    )
)
select record, id::text as id, at from standing order by at desc, id;
