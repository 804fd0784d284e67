-- Empty filters select every run; with steps `false`, those that are no step of another.
-- A run may hold a hundred thousand objects that were asked for, rows that were in the way, rows that were deleted. Here a long one comes without them.
-- The stored size is looked at first, so that a thousand of them are not written out to be measured.
select
  id, part_of, action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256,
  case
    when pg_column_size(request) <= 2000 and octet_length(request::text) <= 10000 then request
    else (
      select jsonb_object_agg(asked.key, asked.value)
      from jsonb_each(case when jsonb_typeof(request) = 'object' then request end) as asked
      where jsonb_typeof(asked.value) not in ('array', 'object')
    )
  end as request,
  case
    when result is null or pg_column_size(result) <= 20000 then result - 'touched' #- '{baseline,listed}'
    else jsonb_set(
      result - 'touched' #- '{baseline,listed}',
      '{tiers}',
      (
        select coalesce(jsonb_agg(tier.result - 'deleted' order by tier.position), '[]')
        from jsonb_array_elements(case when jsonb_typeof(result -> 'tiers') = 'array' then result -> 'tiers' end)
          with ordinality as tier (result, position)
      )
    )
  end as result,
  case when error is null or pg_column_size(error) <= 20000 then error else error - 'facts' end as error
from axis_rollout_run
where (:'status'::text = '' or status = :'status'::text)
  and (:'steps'::boolean or part_of is null)
order by run_no desc
limit :'limit'::integer offset :'offset'::integer;
