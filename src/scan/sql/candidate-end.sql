update candidate_scan_run
set
  status = 'passed',
  finished_at = clock_timestamp(),
  groups_seen = :'groups'::integer,
  objects_seen = :'objects'::integer,
  summary = (
    select jsonb_build_object('required', coalesce(sum(required_count), 0), 'gap', coalesce(sum(gap_count), 0))
    from governance_candidate_object
    where last_scan_run_id = :'run_id'::bigint
  )
where id = :'run_id'::bigint
returning
  id::text as run_id,
  ruleset_version,
  source_snapshot_ref,
  groups_seen as groups,
  objects_seen as objects,
  (summary ->> 'required')::integer as required,
  (summary ->> 'gap')::integer as gap;
