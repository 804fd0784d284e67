-- What people changed by recorded acts, and the numbers that they accepted last: verification goes by both.
-- recorded: each row that such an act left, with its status where the act says one. baseline: {} until numbers are accepted, and after a rollback.
-- started: what the base model held when the rollout began; [] where psql began it.
with touched as (
  select distinct on (row.relation, row.id)
    row.relation,
    row.id,
    coalesce(row.after ->> 'status', row.after ->> 'lifecycle_status') as status
  from axis_rollout_run as run
  cross join lateral jsonb_to_recordset(run.result -> 'touched') as row (relation text, id text, after jsonb)
  where run.action = 'lifecycle'
    and run.status = 'passed'
    and row.relation in ('axis_registry', 'axis_value', 'coverage_rule')
  order by row.relation, row.id, run.run_no desc
),
recorded as (
  select relation, id, status from touched where status <> 'active'
  union all
  select entry.relation, entry.row_key, null
  from axis_internal.assignment_row as entry
  join axis_internal.assignment_batch as batch on batch.id = entry.batch_id and batch.undone_at is null
  where entry.change in ('superseded', 'ended') and entry.relation = 'governance_object_ownership'
)
select
  (select coalesce(jsonb_agg(jsonb_build_object('relation', relation, 'id', id, 'status', status)), '[]') from recorded)::text as recorded,
  coalesce((
    select run.result -> 'baseline'
    from axis_rollout_run as run
    where run.action = 'baseline'
      and run.status = 'passed'
      and run.request ->> 'undo' is null
      and not exists (
        select from axis_rollout_run as later
        where later.run_no > run.run_no
          and later.status = 'passed'
          and (
            (later.action = 'baseline' and later.request ->> 'undo' = run.id::text)
            or later.action = 'rollback'
          )
      )
    order by run.run_no desc
    limit 1
  ), '{}')::text as baseline,
  coalesce((
    select run.result #> '{baseline,listed}'
    from axis_rollout_run as run
    where run.action = 'apply'
      and run.status = 'passed'
      and run.result #> '{baseline,listed}' is not null
    order by run.run_no desc
    limit 1
  ), '[]')::text as started;
