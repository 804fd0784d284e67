-- Shared head: acts of people that the filter selects, from the run ledger and from the batches of owners, waivers, goals and acknowledgements; unordered.
-- A sequence of tiers is told as its tiers, each a transaction; one that found nothing to do changed nothing, and neither does a rehearsal.
-- asked: what was asked; of an undo what the act that it took back was asked. Empty filters select every act.
with of_ledger as (
  select
    run.id, run.finished_at as at, 'run' as source, run.requested_by as who, named.kind, named.asked,
    case when jsonb_exists(run.request, 'undo') then run.request ->> 'undo' end as undo_of
  from axis_rollout_run as run
  left join axis_rollout_run as first
    on first.id = case
      when jsonb_exists(run.request, 'undo') is not true then null
      when run.action = 'lifecycle' then (run.result ->> 'root')::uuid
      else (run.request ->> 'undo')::uuid
    end
  cross join lateral (
    select
      coalesce(first.request, run.request) as asked,
      case run.action
        when 'lifecycle' then
          case
            when jsonb_exists(:'tag_acts'::jsonb, coalesce(first.request, run.request) ->> 'act') then 'tags'
            else coalesce(first.request, run.request) ->> 'kind'
          end
        when 'rebind' then 'ports'
        when 'apply' then 'tier'
        when 'rollback' then 'tier'
        else run.action
      end as kind
  ) as named
  where run.status = 'passed'
    and run.action <> 'rehearse'
    and (
      run.action not in ('apply', 'rollback')
      or run.result -> 'tiers' <> '[]' and not exists (select from axis_rollout_run as step where step.part_of = run.id)
    )
    and run.finished_at >= :'since'::timestamptz
    and run.finished_at < :'until'::timestamptz
    and (:'who'::text = '' or run.requested_by = :'who')
    and (
      :'batches'::jsonb = '[]'
      or jsonb_exists(:'batches'::jsonb, run.id::text)
      or jsonb_exists(:'batches'::jsonb, run.request ->> 'undo')
    )
    and (:'kinds'::jsonb = '[]' or jsonb_exists(:'kinds'::jsonb, named.kind))
    and (
      :'axis'::text = ''
      or run.action in ('lifecycle', 'repair')
        and (
          named.asked ->> 'axis_code' = :'axis'
          or named.asked ->> 'kind' = 'axis' and named.asked ->> 'code' = :'axis'
          or exists (
            select from jsonb_path_query(run.result, '$.touched[*].place.axis_code') as touched (axis_code)
            where touched.axis_code = to_jsonb(:'axis'::text)
          )
        )
    )
    and (
      :'object'::text = ''
      or run.action in ('lifecycle', 'repair')
        and (
          named.asked #>> '{body,group_ref}' = :'object'
          or exists (
            select from jsonb_path_query(run.result, '$.touched[*].place.object_ref') as touched (object_ref)
            where touched.object_ref = to_jsonb(:'object'::text)
          )
        )
    )
),
selected as not materialized (
  select batch.id, batch.requested_at, batch.undone_at, batch.requested_by, batch.undone_by, named.kind
  from axis_internal.assignment_batch as batch
  cross join lateral (
    select
      case
        when batch.kind in ('waive', 'revoke') then 'waivers'
        when batch.kind in ('set_goal', 'end_goal') then 'goals'
        when batch.kind in ('acknowledge', 'unacknowledge') then 'findings'
        else 'owners'
      end as kind
  ) as named
  where (:'batches'::jsonb = '[]' or jsonb_exists(:'batches'::jsonb, batch.id::text))
    and (:'kinds'::jsonb = '[]' or jsonb_exists(:'kinds'::jsonb, named.kind))
    and (:'axis'::text = '' or batch.axis_code = :'axis' or jsonb_exists(batch.effect -> 'axes', :'axis'))
    and (
      :'object'::text = ''
      or batch.group_ref = :'object'
      or exists (select from axis_internal.assignment_row as entry where entry.object_ref = :'object' and entry.batch_id = batch.id)
    )
),
of_batches as (
  select selected.id, selected.requested_at as at, 'batch' as source, selected.requested_by as who, selected.kind, null::jsonb as asked, null as undo_of
  from selected
  where selected.requested_at >= :'since'::timestamptz
    and selected.requested_at < :'until'::timestamptz
    and (:'who'::text = '' or selected.requested_by = :'who')
),
of_undone as (
  select selected.id, selected.undone_at as at, 'batch' as source, selected.undone_by as who, selected.kind, null::jsonb as asked, selected.id::text as undo_of
  from selected
  where selected.undone_at >= :'since'::timestamptz
    and selected.undone_at < :'until'::timestamptz
    and (:'who'::text = '' or selected.undone_by = :'who')
)
