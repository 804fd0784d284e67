-- Coverage of every governed object by the canonical model, under one ruleset. One row per object and ruleset.
insert into governance_candidate_object (
  object_type, object_ref, ruleset_version, group_ref, last_scan_run_id, candidate_status, required_count, gap_count, first_seen, last_seen
)
select
  object.object_type,
  object.object_ref,
  :'ruleset_version',
  object.group_ref,
  :'run_id'::bigint,
  case when coalesce(gap.cells, 0) = 0 then 'covered' when gap.cells < scope.cells then 'partial' else 'uncovered' end,
  scope.cells,
  coalesce(gap.cells, 0),
  clock_timestamp(),
  clock_timestamp()
from v_governance_object_inventory as object
cross join (select count(*)::integer as cells from governance_responsibility_scope where status = 'active') as scope
left join (
  select object_type, object_ref, count(*)::integer as cells
  from v_object_owner_gap
  group by object_type, object_ref
) as gap on gap.object_type = object.object_type and gap.object_ref = object.object_ref
where object.requires_owner and object.born
order by object.object_type, object.object_ref
on conflict (object_type, object_ref, ruleset_version) do update
set
  group_ref = excluded.group_ref,
  last_scan_run_id = excluded.last_scan_run_id,
  candidate_status = excluded.candidate_status,
  required_count = excluded.required_count,
  gap_count = excluded.gap_count,
  last_seen = excluded.last_seen
returning 1 as written;
