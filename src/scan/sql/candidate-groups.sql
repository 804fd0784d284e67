-- The same, summed up per group. Objects without a group belong to none.
insert into governance_candidate_state (
  group_ref, ruleset_version, last_scan_run_id, candidate_status, object_count, required_count, gap_count, first_seen, last_seen
)
select
  group_ref,
  ruleset_version,
  :'run_id'::bigint,
  case when sum(gap_count) = 0 then 'covered' when sum(gap_count) < sum(required_count) then 'partial' else 'uncovered' end,
  count(*),
  sum(required_count),
  sum(gap_count),
  clock_timestamp(),
  clock_timestamp()
from governance_candidate_object
where last_scan_run_id = :'run_id'::bigint and group_ref is not null
group by group_ref, ruleset_version
order by group_ref
on conflict (group_ref, ruleset_version) do update
set
  last_scan_run_id = excluded.last_scan_run_id,
  candidate_status = excluded.candidate_status,
  object_count = excluded.object_count,
  required_count = excluded.required_count,
  gap_count = excluded.gap_count,
  last_seen = excluded.last_seen
returning 1 as written;
