-- The functions of axis003, axis009 and axis014 again, with the search path of this transaction.
alter function axis_internal.mark_change() set search_path from current;
alter function axis_internal.refuse_rehearsal_commit() set search_path from current;

create or replace function fn_governance_scan(actor text, mode text) returns bigint
language plpgsql set search_path from current
as $function$
declare
  scan bigint;
  found_count integer;
  new_count integer;
  resolved_count integer;
begin
  -- One scan at a time: two at once would both call a finding new. Released at the end of the transaction.
  perform pg_advisory_xact_lock(hashtext('axis_coverage.fn_governance_scan'));

  insert into governance_scan_run (actor, mode) values (fn_governance_scan.actor, fn_governance_scan.mode)
  returning scan_id into scan;

  -- Findings are told apart by scan id and stamped by the clock: now() stands still inside a transaction.
  with finding as (
    select detector_code, axis_code, object_type, object_ref, value_code, severity, detail
    from v_drift_finding
  ),
  open_before as (
    select detector_code, axis_code, object_type, object_ref, value_code
    from governance_drift_state
    where state = 'open'
  ),
  kept as (
    insert into governance_drift_state (
      detector_code, axis_code, object_type, object_ref, value_code, severity, state, detail, last_scan_id
    )
    select detector_code, axis_code, object_type, object_ref, value_code, severity, 'open', detail, scan
    from finding
    order by detector_code, axis_code, object_type, object_ref, value_code
    on conflict (detector_code, axis_code, object_type, object_ref, value_code) do update
    set
      severity = excluded.severity,
      state = 'open',
      detail = excluded.detail,
      last_seen = clock_timestamp(),
      scan_count = governance_drift_state.scan_count + 1,
      last_scan_id = excluded.last_scan_id
    returning 1
  )
  select
    (select count(*) from kept),
    (
      select count(*) from (
        select detector_code, axis_code, object_type, object_ref, value_code from finding
        except
        select detector_code, axis_code, object_type, object_ref, value_code from open_before
      ) as unseen
    )
  into found_count, new_count;

  update governance_drift_state
  set state = 'resolved'
  where state = 'open' and last_scan_id is distinct from scan;
  get diagnostics resolved_count = row_count;

  insert into axis_candidate_finding (finding_type, object_type, object_ref, axis_code, value_code, severity)
  select 'missing_owner', gap.object_type, gap.object_ref, gap.axis_code, gap.value_code, 'warning'
  from v_axis_coverage_gap as gap
  where exists (
    select from coverage_rule as rule
    where rule.axis_code = gap.axis_code and rule.status = 'active' and rule.coverage_mode = 'per_assignment'
  )
  union all
  select
    case quality.quality_flag when 'low_confidence' then 'low_confidence' when 'stale' then 'stale_topic' else 'quarantine' end,
    quality.object_type, quality.object_ref, quality.axis_code, quality.value_code,
    case quality.quality_flag when 'stale' then 'info' else 'warning' end
  from v_axis_assignment_quality as quality
  join axis_registry as axis on axis.axis_code = quality.axis_code and axis.status = 'active'
  join axis_value as value
    on value.axis_code = quality.axis_code and value.value_code = quality.value_code and value.status = 'active'
  where quality.quality_flag in ('low_confidence', 'stale', 'quarantine')
  union all
  select 'missing_assignment', missing.object_type, missing.object_ref, missing.axis_code, null, 'info'
  from v_axis_missing_assignment as missing
  order by 1, 4, 2, 3, 5
  on conflict (finding_type, object_type, object_ref, axis_code, value_code) do update
  set
    severity = excluded.severity,
    last_seen = clock_timestamp(),
    scan_count = axis_candidate_finding.scan_count + 1;

  insert into governance_event_log (
    scan_id, detector_code, event_domain, event_type, event_stream, delivery_lane, severity, canonical_address, payload, blocked_reason
  )
  select
    scan, detector_code, event_domain, event_type, event_stream, delivery_lane, severity, canonical_address, payload, blocked_reason
  from v_drift_issue_payload
  order by detector_code, canonical_address;

  update governance_scan_run
  set
    finished_at = clock_timestamp(),
    found = found_count,
    new = new_count,
    resolved = resolved_count,
    summary = jsonb_build_object(
      'axes', (
        select coalesce(
          jsonb_agg(
            jsonb_build_object('axis_code', axis_code, 'required_cells', required, 'gap_cells', gap) order by axis_code
          ),
          '[]'::jsonb
        )
        from v_axis_coverage_summary
      ),
      'open_drift', (select count(*) from governance_drift_state where state = 'open'),
      'critical_drift', (select count(*) from governance_drift_state where state = 'open' and severity = 'critical'),
      'detectors', (
        select jsonb_object_agg(detector_code, findings)
        from (
          select map.detector_code, count(drift.id) as findings
          from v_drift_event_map as map
          left join governance_drift_state as drift on drift.detector_code = map.detector_code and drift.state = 'open'
          group by map.detector_code
        ) as per_detector
      )
    )
  where scan_id = scan;

  return scan;
end
$function$;
