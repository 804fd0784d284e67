-- One bounded pass of the detectors, and its findings as the events that they would be. No daemon; whoever wants a scan calls it. It never writes
-- event_outbox or system_issues. In a tier the function runs as the owner of the axis tables: what it reads and writes is named by its schema.

create view v_axis_issue_payload as
select
  finding.id as finding_id,
  finding.finding_type,
  finding.object_type,
  finding.object_ref,
  finding.axis_code,
  finding.value_code,
  finding.severity,
  'governance' as event_domain,
  event.event_type,
  registry.event_stream,
  registry.delivery_lane,
  coalesce(registry.active, false) as type_active,
  concat_ws('/', finding.axis_code, finding.object_type, finding.object_ref, finding.value_code) as canonical_address,
  jsonb_build_object(
    'finding_type', finding.finding_type,
    'axis_code', finding.axis_code,
    'object_type', finding.object_type,
    'object_ref', finding.object_ref,
    'value_code', finding.value_code,
    'severity', finding.severity,
    'first_seen', finding.first_seen,
    'last_seen', finding.last_seen,
    'scan_count', finding.scan_count
  ) as payload
from axis_candidate_finding as finding
left join (
  values
    ('missing_owner', 'coverage.scan_completed'),
    ('missing_assignment', 'coverage.scan_completed'),
    ('low_confidence', 'input.untrusted_source'),
    ('quarantine', 'input.untrusted_source'),
    ('stale_topic', 'candidate.scan_completed')
) as event (finding_type, event_type) on event.finding_type = finding.finding_type
left join axis_internal.base_event_type as registry
  on registry.event_domain = 'governance' and registry.event_type = event.event_type;

comment on view v_axis_issue_payload is 'Candidate findings as the events that they would be. Grain: one candidate finding. type_active: whether the event type may be emitted; nothing is.';
comment on column v_axis_issue_payload.finding_id is 'The finding, as in axis_candidate_finding.';
comment on column v_axis_issue_payload.finding_type is 'What was found, e.g. missing_owner.';
comment on column v_axis_issue_payload.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_axis_issue_payload.object_ref is 'Name of the object within its type.';
comment on column v_axis_issue_payload.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_issue_payload.value_code is 'Value of that axis, as in axis_value.';
comment on column v_axis_issue_payload.severity is 'info, warning or critical.';
comment on column v_axis_issue_payload.event_domain is 'Domain of the event type, governance.';
comment on column v_axis_issue_payload.event_type is 'Event type that the finding belongs to.';
comment on column v_axis_issue_payload.event_stream is 'Stream of the event type.';
comment on column v_axis_issue_payload.delivery_lane is 'Lane of the event type.';
comment on column v_axis_issue_payload.type_active is 'Whether the event type is active; only then could it be emitted.';
comment on column v_axis_issue_payload.canonical_address is 'Address of what the event is about.';
comment on column v_axis_issue_payload.payload is 'What the event would carry, as JSON.';

create view v_drift_issue_payload as
select
  drift.id as drift_id,
  drift.detector_code,
  drift.severity,
  map.event_domain,
  map.event_type,
  registry.event_stream,
  registry.delivery_lane,
  concat_ws('/', drift.axis_code, drift.object_type, drift.object_ref, drift.value_code) as canonical_address,
  jsonb_build_object(
    'detector_code', drift.detector_code,
    'axis_code', drift.axis_code,
    'object_type', drift.object_type,
    'object_ref', drift.object_ref,
    'value_code', drift.value_code,
    'severity', drift.severity,
    'first_seen', drift.first_seen,
    'last_seen', drift.last_seen,
    'scan_count', drift.scan_count,
    'detail', drift.detail
  ) as payload,
  not coalesce(registry.active, false) as emit_blocked,
  case
    when registry.event_type is null then 'event type is not registered'
    when not registry.active then 'event type is not active'
    else 'emitting is left to people'
  end as blocked_reason
from governance_drift_state as drift
join v_drift_event_map as map on map.detector_code = drift.detector_code
left join axis_internal.base_event_type as registry
  on registry.event_domain = map.event_domain and registry.event_type = map.event_type
where drift.state = 'open';

comment on view v_drift_issue_payload is 'Open findings as the events that they would be. Grain: one open finding. emit_blocked: the event type is missing or inactive; nothing is ever emitted.';
comment on column v_drift_issue_payload.drift_id is 'The state row, as in governance_drift_state.';
comment on column v_drift_issue_payload.detector_code is 'The detector that reports it.';
comment on column v_drift_issue_payload.severity is 'info, warning or critical.';
comment on column v_drift_issue_payload.event_domain is 'Domain of the event type, governance.';
comment on column v_drift_issue_payload.event_type is 'Event type that the finding belongs to.';
comment on column v_drift_issue_payload.event_stream is 'Stream of the event type.';
comment on column v_drift_issue_payload.delivery_lane is 'Lane of the event type.';
comment on column v_drift_issue_payload.canonical_address is 'Address of what the event is about.';
comment on column v_drift_issue_payload.payload is 'What the event would carry, as JSON.';
comment on column v_drift_issue_payload.emit_blocked is 'Whether the event must not be emitted.';
comment on column v_drift_issue_payload.blocked_reason is 'Why the event is not emitted.';

-- A scan is run by whoever asks for it, and Directus' role may only read axis_internal where the database is hardened: so the owner writes this.
-- What is written is handed over; nothing of others is read with the owner's rights.
create function axis_internal.keep_gap_spans(scan bigint, is_open boolean, cells jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set row_security = off
as $function$
begin
  if is_open then
    insert into axis_internal.gap_span (axis_code, object_type, object_ref, value_code, opened_by)
    select cell.axis_code, cell.object_type, cell.object_ref, cell.value_code, scan
    from jsonb_to_recordset(cells) as cell (axis_code text, object_type text, object_ref text, value_code text)
    order by cell.axis_code, cell.object_type, cell.object_ref, cell.value_code;
  else
    update axis_internal.gap_span as span
    set closed_by = scan
    from jsonb_to_recordset(cells) as cell (axis_code text, object_type text, object_ref text, value_code text)
    where span.closed_by is null
      and span.axis_code = cell.axis_code
      and span.object_type = cell.object_type
      and span.object_ref = cell.object_ref
      and span.value_code = cell.value_code;
  end if;
end
$function$;

comment on function axis_internal.keep_gap_spans(bigint, boolean, jsonb) is
  'Writes that a scan saw gaps that were not open, or no longer saw gaps that were. cells: an array of objects with axis_code, object_type, object_ref and value_code. The guard judges it.';

do $block$
begin
  execute format($create$
    create function %1$I.fn_governance_scan(actor text, mode text) returns bigint
    language plpgsql set search_path = pg_catalog, pg_temp
    as $function$
    declare
      scan bigint;
      found_count integer;
      new_count integer;
      resolved_count integer;
    begin
      -- One scan at a time: two at once would both call a finding new. Released at the end of the transaction.
      perform pg_advisory_xact_lock(hashtext('axis_coverage.fn_governance_scan'));

      insert into %1$I.governance_scan_run (actor, mode) values (fn_governance_scan.actor, fn_governance_scan.mode)
      returning scan_id into scan;

      -- Findings are told apart by scan id and stamped by the clock: now() stands still inside a transaction.
      with finding as (
        select detector_code, axis_code, object_type, object_ref, value_code, severity, detail
        from %1$I.v_drift_finding
      ),
      open_before as (
        select detector_code, axis_code, object_type, object_ref, value_code
        from %1$I.governance_drift_state
        where state = 'open'
      ),
      kept as (
        insert into %1$I.governance_drift_state (
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

      update %1$I.governance_drift_state
      set state = 'resolved'
      where state = 'open' and last_scan_id is distinct from scan;
      get diagnostics resolved_count = row_count;

      insert into %1$I.axis_candidate_finding (finding_type, object_type, object_ref, axis_code, value_code, severity)
      select 'missing_owner', gap.object_type, gap.object_ref, gap.axis_code, gap.value_code, 'warning'
      from %1$I.v_axis_coverage_gap as gap
      where exists (
        select from %1$I.coverage_rule as rule
        where rule.axis_code = gap.axis_code and rule.status = 'active' and rule.coverage_mode = 'per_assignment'
      )
      union all
      select
        case quality.quality_flag when 'low_confidence' then 'low_confidence' when 'stale' then 'stale_topic' else 'quarantine' end,
        quality.object_type, quality.object_ref, quality.axis_code, quality.value_code,
        case quality.quality_flag when 'stale' then 'info' else 'warning' end
      from %1$I.v_axis_assignment_quality as quality
      join %1$I.axis_registry as axis on axis.axis_code = quality.axis_code and axis.status = 'active'
      join %1$I.axis_value as value
        on value.axis_code = quality.axis_code and value.value_code = quality.value_code and value.status = 'active'
      where quality.quality_flag in ('low_confidence', 'stale', 'quarantine')
      union all
      select 'missing_assignment', missing.object_type, missing.object_ref, missing.axis_code, null, 'info'
      from %1$I.v_axis_missing_assignment as missing
      order by 1, 4, 2, 3, 5
      on conflict (finding_type, object_type, object_ref, axis_code, value_code) do update
      set
        severity = excluded.severity,
        last_seen = clock_timestamp(),
        scan_count = axis_candidate_finding.scan_count + 1;

      -- What came and went. Both sides stacked, never joined: the planner knows nothing of the view's rows.
      perform axis_internal.keep_gap_spans(scan, batch.is_open, batch.cells)
      from (
        with gap as materialized (
          select axis_code, object_type, object_ref, value_code from %1$I.v_axis_coverage_gap
        ),
        known as materialized (
          select axis_code, object_type, object_ref, value_code from axis_internal.gap_span where closed_by is null
        ),
        changed as (
          select true as is_open, came.axis_code, came.object_type, came.object_ref, came.value_code
          from (
            select axis_code, object_type, object_ref, value_code from gap
            except
            select axis_code, object_type, object_ref, value_code from known
          ) as came
          union all
          select false, gone.axis_code, gone.object_type, gone.object_ref, gone.value_code
          from (
            select axis_code, object_type, object_ref, value_code from known
            except
            select axis_code, object_type, object_ref, value_code from gap
          ) as gone
        ),
        -- One value of jsonb holds no more than 256 MB.
        placed as (
          select changed.*, row_number() over (order by axis_code, object_type, object_ref, value_code) / 50000 as place from changed
        )
        select
          is_open,
          jsonb_agg(jsonb_build_object(
            'axis_code', axis_code, 'object_type', object_type, 'object_ref', object_ref, 'value_code', value_code
          )) as cells
        from placed
        group by is_open, place
      ) as batch;

      insert into %1$I.governance_event_log (
        scan_id, detector_code, event_domain, event_type, event_stream, delivery_lane, severity, canonical_address, payload, blocked_reason
      )
      select
        scan, detector_code, event_domain, event_type, event_stream, delivery_lane, severity, canonical_address, payload, blocked_reason
      from %1$I.v_drift_issue_payload
      order by detector_code, canonical_address;

      update %1$I.governance_scan_run
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
            from %1$I.v_axis_coverage_summary
          ),
          'goals', (
            select coalesce(
              jsonb_object_agg(goal_id, jsonb_build_object('required_cells', required, 'covered_cells', covered) order by goal_id),
              '{}'::jsonb
            )
            from axis_internal.goal_figure
          ),
          'open_drift', (select count(*) from %1$I.governance_drift_state where state = 'open'),
          'critical_drift', (select count(*) from %1$I.governance_drift_state where state = 'open' and severity = 'critical'),
          'detectors', (
            select jsonb_object_agg(detector_code, findings)
            from (
              select map.detector_code, count(drift.id) as findings
              from %1$I.v_drift_event_map as map
              left join %1$I.governance_drift_state as drift on drift.detector_code = map.detector_code and drift.state = 'open'
              group by map.detector_code
            ) as per_detector
          )
        )
      where scan_id = scan;

      return scan;
    end
    $function$
  $create$, current_schema());
end
$block$;

comment on function fn_governance_scan(text, text) is
  'Runs every detector once, in the caller''s transaction. actor: who asked; mode: baseline, manual, scheduled or rehearsal. Keeps governance_drift_state (unseen findings turn resolved), axis_candidate_finding and axis_internal.gap_span, appends to governance_scan_run and governance_event_log. Safe to repeat. Returns the scan''s id.';
