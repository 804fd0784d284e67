-- What stands against acknowledging them. No row: nothing does.
,
found as (
  select
    'the day has passed: nothing would be acknowledged' as violation, null::uuid as finding, null as detector_code, null as axis_code,
    null as object_type, null as object_ref, null as value_code, :'until'::text as detail
  where :'until'::date < (now() at time zone 'UTC')::date
  union all
  select
    case when id is null then 'there is no such finding' else 'the finding is resolved: there is nothing to acknowledge' end,
    given_id, detector_code, axis_code, object_type, object_ref, value_code, null
  from asked
  where state is distinct from 'open'
)
select
  violation, finding::text as finding, detector_code, axis_code, object_type, object_ref, value_code, detail, count(*) over () as total_count
from found
order by violation, finding
limit :'limit'::integer;
