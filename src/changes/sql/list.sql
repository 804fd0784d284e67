,
-- So many of each as a page may take, each in the order of an index.
page as materialized (
  select newest.*
  from (
    (select * from of_ledger order by at desc, id limit :'limit'::bigint + :'offset'::bigint)
    union all
    (select * from of_batches order by at desc, id limit :'limit'::bigint + :'offset'::bigint)
    union all
    (select * from of_undone order by at desc, id limit :'limit'::bigint + :'offset'::bigint)
  ) as newest
  order by at desc, id, undo_of nulls last
  limit :'limit'::bigint offset :'offset'::bigint
),
-- A change of the model is taken back by the next of its chain where it was an undo itself, else by the last of it, unless that put it in force again.
told as (
  select
    page.id, page.at, page.who, page.kind, page.undo_of,
    case run.action
      when 'lifecycle' then
        coalesce(
          page.asked ->> 'act',
          case
            when page.asked ->> 'merge_into' is not null then 'merge'
            when jsonb_typeof(page.asked -> 'split_into') = 'array' then 'split'
            else 'status'
          end
        )
      when 'repair' then page.asked ->> 'kind'
      when 'link' then
        case when coalesce(page.asked ->> 'directus_role', page.asked ->> 'directus_user') is null then 'unlink' else 'link' end
      when 'foundation' then
        case
          when jsonb_exists(page.asked, 'authority') then 'make_authority'
          when jsonb_exists(page.asked, 'authority_change') then
            case page.asked #>> '{authority_change,status}'
              when 'retired' then 'retire_authority'
              when 'active' then 'restore_authority'
              else 'rename_authority'
            end
          when jsonb_exists(page.asked, 'owner') then 'give'
          when page.asked ->> 'install' = 'true' then 'install'
          else 'remove'
        end
      else run.action
    end as act,
    coalesce(run.request ->> 'reason', run.request #>> '{owner,reason}') as why,
    case
      when run.action <> 'lifecycle' then null
      when page.asked ->> 'kind' = 'axis' then page.asked ->> 'code'
      else coalesce(page.asked ->> 'axis_code', fact.subject ->> 'axis_code')
    end as axis_code,
    case run.action
      when 'lifecycle' then page.asked ->> 'code'
      when 'link' then page.asked ->> 'owner_gov_code'
      when 'foundation' then coalesce(page.asked #>> '{authority,owner_gov_code}', page.asked #>> '{authority_change,owner_gov_code}')
      else run.tiers ->> 0
    end as code,
    coalesce(page.asked #>> '{body,group_ref}', page.asked #>> '{owner,group_ref}') as group_ref,
    case when run.action = 'lifecycle' then fact."from" end as "from",
    case run.action when 'lifecycle' then fact."to" when 'foundation' then page.asked #>> '{owner,owner_gov_code}' end as "to",
    page.asked ->> 'merge_into' as merge_into,
    case
      when jsonb_typeof(page.asked -> 'split_into') = 'array' then jsonb_path_query_array(page.asked, '$.split_into[*].value_code')
    end as split_into,
    null::integer as cells,
    case
      when run.action in ('lifecycle', 'repair')
        then case when jsonb_typeof(fact.touched) = 'array' then jsonb_array_length(fact.touched) else 0 end + coalesce(fact.made, 0)
    end as rows,
    (fact.report #>> '{before,gap_cells}')::integer as gaps_before,
    (fact.report #>> '{after,gap_cells}')::integer as gaps_after,
    run.ratified_apr,
    coalesce(undo.requested_by, chain.requested_by) as undone_by,
    coalesce(undo.finished_at, chain.finished_at) as undone_at,
    coalesce(undo.id, chain.id)::text as undone_in,
    case
      when run.action = 'lifecycle' then format('POST /axis/model/changes/%s/undo', run.id)
      when run.action = 'repair' and page.undo_of is null then format('POST /axis/repairs/%s/undo', run.id)
      when run.action = 'foundation' and page.undo_of is null
        and (jsonb_exists(page.asked, 'authority') or jsonb_exists(page.asked, 'authority_change'))
        then format('POST /axis/authorities/changes/%s/undo', run.id)
      when run.action = 'baseline' and page.undo_of is null then format('POST /axis/baseline/%s/undo', run.id)
    end as undo
  from page
  join axis_rollout_run as run on run.id = page.id
  -- Opened once: it holds every row that an act touched.
  left join lateral jsonb_to_record(case when jsonb_typeof(run.result) = 'object' then run.result end) as fact (
    "from" text, "to" text, root text, subject jsonb, touched jsonb, made integer, report jsonb
  ) on true
  left join lateral (
    select later.id, later.requested_by, later.finished_at, later.result
    from axis_rollout_run as later
    where later.action = 'lifecycle' and later.status = 'passed'
      and run.action = 'lifecycle'
      and later.run_no > run.run_no
      -- First of all, so that results of acts, which may be long, are not opened for it where no index is used.
      and jsonb_exists(later.request, 'undo')
      and later.result ->> 'root' = fact.root
    order by case when page.undo_of is null then -later.run_no else later.run_no end
    limit 1
  ) as chain on page.undo_of is not null or chain.result ->> 'in_force' = 'false'
  left join lateral (
    select later.id, later.requested_by, later.finished_at
    from axis_rollout_run as later
    where later.action in ('repair', 'baseline', 'foundation') and later.status = 'passed'
      and later.action = run.action
      and later.request ->> 'undo' = run.id::text
    limit 1
  ) as undo on true
  where page.source = 'run'
  union all
  select
    page.id, page.at, page.who, page.kind, page.undo_of,
    case when batch.kind in ('direct', 'anchor') then 'assign' else batch.kind end,
    case when page.undo_of is null then batch.reason end,
    batch.axis_code,
    batch.effect ->> 'value_code',
    batch.group_ref,
    coalesce(batch.from_gov_code, batch.effect ->> 'from'),
    coalesce(batch.owner_gov_code, batch.effect ->> 'to'),
    null, null,
    (batch.effect ->> 'asked_cells')::integer,
    (batch.effect ->> 'rows_inserted')::integer + (batch.effect ->> 'rows_superseded')::integer,
    case when page.undo_of is null then (batch.effect ->> 'gaps_before')::integer end,
    case when page.undo_of is null then (batch.effect ->> 'gaps_after')::integer end,
    null,
    case when page.undo_of is null then batch.undone_by end,
    case when page.undo_of is null then batch.undone_at end,
    case when page.undo_of is null then batch.undone_in::text end,
    case when page.undo_of is null then format('POST /axis/owners/%s/undo', batch.id) end
  from page
  join axis_internal.assignment_batch as batch on batch.id = page.id
  where page.source = 'batch'
),
-- What was done before it stands on nothing now: the axis tables went, or the base model did.
began as materialized (
  select
    coalesce(
      max(run.finished_at) filter (where run.action = 'rollback' and jsonb_exists(run.result, 'fingerprint')), '-infinity'
    ) as at,
    coalesce(max(run.finished_at) filter (where run.action = 'foundation' and jsonb_exists(run.request, 'remove')), '-infinity') as base_at
  from axis_rollout_run as run
  where run.action in ('rollback', 'foundation') and run.status = 'passed'
)
select
  told.id::text as id, told.at, told.who, kind, act, why, axis_code, code, group_ref, "from", "to", merge_into, split_into, cells, rows, gaps_before, gaps_after,
  ratified_apr, undo_of, undone_by, undone_at, undone_in,
  case
    when told.undone_at is not null then null
    when told.kind = 'foundation' then case when told.at > (select began.base_at from began) then told.undo end
    when told.at > (select began.at from began) and to_regclass('axis_registry') is not null then told.undo
  end as undo
from told
order by told.at desc, told.id, told.undo_of nulls last;
