-- What is found and what people decided about it: which labels a topic stands for, decisions about their differences, scans, their findings, and
-- the event log. All tables start empty. Lock: none on tables of others.

create table axis_candidate_finding (
  id uuid primary key default gen_random_uuid(),
  finding_type text not null check (finding_type <> ''),
  object_type text,
  object_ref text,
  axis_code text,
  value_code text,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  scan_count integer not null default 1 check (scan_count >= 1),
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  unique nulls not distinct (finding_type, object_type, object_ref, axis_code, value_code),
  constraint axis_candidate_finding_seen_check check (last_seen >= first_seen)
);

comment on table axis_candidate_finding is 'What a scan found, for review. Grain: one finding by type, object, axis and value (nulls equal). No foreign keys: a finding may name what is gone.';
comment on column axis_candidate_finding.id is 'Key for Directus, which takes keys of one column only.';
comment on column axis_candidate_finding.finding_type is 'What was found, e.g. missing_owner.';
comment on column axis_candidate_finding.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_candidate_finding.object_ref is 'Name of the object within its type.';
comment on column axis_candidate_finding.axis_code is 'Axis, as in axis_registry.';
comment on column axis_candidate_finding.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_candidate_finding.severity is 'info, warning or critical.';
comment on column axis_candidate_finding.first_seen is 'First scan that saw it.';
comment on column axis_candidate_finding.last_seen is 'Last scan that saw it; a finding that is no longer seen keeps its last_seen.';
comment on column axis_candidate_finding.scan_count is 'How many scans saw it, from 1.';
comment on column axis_candidate_finding.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_candidate_finding.created_at is 'When the row was made.';

create table topic_taxonomy_map (
  id uuid primary key default gen_random_uuid(),
  axis_code text not null default 'topic' check (axis_code = 'topic'),
  value_code text not null,
  label_code text not null check (label_code <> ''),
  map_kind text not null check (map_kind in ('declared', 'inferred')),
  tag text,
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz,
  unique (value_code, label_code),
  foreign key (axis_code, value_code) references axis_value (axis_code, value_code)
);

create index topic_taxonomy_map_value_idx on topic_taxonomy_map (axis_code, value_code);

comment on table topic_taxonomy_map is 'Which labels of the taxonomy a topic stands for. Grain: one topic value and label.';
comment on column topic_taxonomy_map.id is 'Key for Directus.';
comment on column topic_taxonomy_map.axis_code is 'Always topic; half of the foreign key.';
comment on column topic_taxonomy_map.value_code is 'Value of the topic axis.';
comment on column topic_taxonomy_map.label_code is 'Code of the taxonomy. No foreign key: an orphan is a finding, not an error.';
comment on column topic_taxonomy_map.map_kind is 'declared by a person, or inferred from usage.';
comment on column topic_taxonomy_map.tag is 'Provenance of seeded rows; rollback goes by it. Null for rows that people made.';
comment on column topic_taxonomy_map.created_by is 'Who made the row.';
comment on column topic_taxonomy_map.created_at is 'When the row was made.';
comment on column topic_taxonomy_map.changed_at is 'When somebody changed the row since it was made; null: never. Rollback does not delete changed rows silently.';

create table topic_label_reconcile_decision (
  id uuid primary key default gen_random_uuid(),
  object_ref text not null check (object_ref <> ''),
  topic_value text not null check (topic_value <> ''),
  decision_kind text not null check (
    decision_kind in (
      'accept_orthogonal_facet', 'accept_projection_pending', 'accept_quarantine_hold', 'accept_divergent'
    )
  ),
  rationale text not null check (rationale <> ''),
  decided_by text not null,
  decided_at timestamptz not null default now(),
  tag text,
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz,
  basis jsonb,
  unique (object_ref, topic_value)
);

comment on table topic_label_reconcile_decision is 'What was decided about a topic and the labels of its collection. Grain: one collection and topic value.';
comment on column topic_label_reconcile_decision.id is 'Key for Directus.';
comment on column topic_label_reconcile_decision.object_ref is 'The collection.';
comment on column topic_label_reconcile_decision.topic_value is 'Value of the topic axis that it is assigned to.';
comment on column topic_label_reconcile_decision.decision_kind is 'accept_orthogonal_facet, accept_projection_pending, accept_quarantine_hold or accept_divergent; replaces every flag but consistent.';
comment on column topic_label_reconcile_decision.rationale is 'Why, in words.';
comment on column topic_label_reconcile_decision.decided_by is 'Who decided.';
comment on column topic_label_reconcile_decision.decided_at is 'When it was decided.';
comment on column topic_label_reconcile_decision.tag is 'Provenance of seeded rows; rollback goes by it. Null for rows that people made.';
comment on column topic_label_reconcile_decision.created_by is 'Who made the row.';
comment on column topic_label_reconcile_decision.created_at is 'When the row was made.';
comment on column topic_label_reconcile_decision.changed_at is 'When somebody changed the row since it was made; null: never. Rollback does not delete changed rows silently.';
comment on column topic_label_reconcile_decision.basis is 'What was decided on: flag, quarantined, topic_labels and rule_labels of the collection and topic when somebody last decided. Set by a trigger; null where the topic was not assigned then.';

create table governance_scan_run (
  scan_id bigint generated always as identity primary key,
  actor text not null,
  mode text not null check (mode in ('baseline', 'manual', 'scheduled', 'rehearsal')),
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  found integer check (found >= 0),
  new integer check (new >= 0),
  resolved integer check (resolved >= 0),
  summary jsonb,
  created_by text not null default current_user,
  created_at timestamptz not null default now()
);

comment on table governance_scan_run is 'Scans that were made. Grain: one scan.';
comment on column governance_scan_run.scan_id is 'Number of the scan; gaps are possible.';
comment on column governance_scan_run.actor is 'Who asked for it: a Directus user id or a program''s name.';
comment on column governance_scan_run.mode is 'baseline (tier 6), manual, scheduled or rehearsal.';
comment on column governance_scan_run.started_at is 'When it started, by the clock.';
comment on column governance_scan_run.finished_at is 'When it ended, by the clock.';
comment on column governance_scan_run.found is 'Findings now.';
comment on column governance_scan_run.new is 'Findings that were not open before, reopened ones included.';
comment on column governance_scan_run.resolved is 'Findings that were open and were not seen again.';
comment on column governance_scan_run.summary is 'Coverage per axis, and of each standing goal; open and critical findings, findings per detector.';
comment on column governance_scan_run.created_by is 'Database role that made the row.';
comment on column governance_scan_run.created_at is 'When the row was made.';

-- Which gaps were open at a scan: what comes and goes is written, so that a scan that finds nothing new writes nothing here.
create table axis_internal.gap_span (
  id bigint generated always as identity primary key,
  axis_code text not null,
  object_type text not null,
  object_ref text not null,
  value_code text not null,
  opened_by bigint not null references governance_scan_run (scan_id) on delete cascade,
  closed_by bigint references governance_scan_run (scan_id) on delete cascade,
  constraint gap_span_order_check check (closed_by > opened_by)
);

create unique index gap_span_open_key on axis_internal.gap_span (axis_code, object_type, object_ref, value_code) where closed_by is null;
create index gap_span_opened_by_idx on axis_internal.gap_span (opened_by);
create index gap_span_closed_by_idx on axis_internal.gap_span (closed_by) where closed_by is not null;

comment on table axis_internal.gap_span is 'How long a gap was open, in scans. Grain: one stretch of one cell; at most one that is still open. A gap was open at scan s where opened_by <= s and closed_by is null or > s.';
comment on column axis_internal.gap_span.id is 'Key of the row.';
comment on column axis_internal.gap_span.axis_code is 'Axis, as in axis_registry. No foreign keys of the cell: it may be gone.';
comment on column axis_internal.gap_span.object_type is 'Kind of the object, e.g. collection.';
comment on column axis_internal.gap_span.object_ref is 'Name of the object within its type.';
comment on column axis_internal.gap_span.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_internal.gap_span.opened_by is 'First scan that saw the gap. A scan that is deleted takes with it what it opened or closed: tier 6 rolls back so, and the next scan opens again what is still a gap.';
comment on column axis_internal.gap_span.closed_by is 'First scan after it that did not see it; null while the last one did.';

create table governance_drift_state (
  id uuid primary key default gen_random_uuid(),
  detector_code text not null,
  axis_code text,
  object_type text,
  object_ref text,
  value_code text,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  state text not null check (state in ('open', 'resolved')),
  first_seen timestamptz not null default clock_timestamp(),
  last_seen timestamptz not null default clock_timestamp(),
  scan_count integer not null default 1 check (scan_count >= 1),
  detail jsonb,
  last_scan_id bigint references governance_scan_run (scan_id),
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  unique nulls not distinct (detector_code, axis_code, object_type, object_ref, value_code)
);

create index governance_drift_state_scan_idx on governance_drift_state (last_scan_id);
create index governance_drift_state_open_idx on governance_drift_state (detector_code) where state = 'open';

comment on table governance_drift_state is 'What detectors found, over time. Grain: one finding by detector, axis, object and value (nulls equal). No foreign keys to what it names: that may be gone.';
comment on column governance_drift_state.id is 'Key for Directus.';
comment on column governance_drift_state.detector_code is 'Detector of v_drift_event_map.';
comment on column governance_drift_state.axis_code is 'Axis, where the finding has one.';
comment on column governance_drift_state.object_type is 'Type of the object, where the finding has one.';
comment on column governance_drift_state.object_ref is 'Object, where the finding has one.';
comment on column governance_drift_state.value_code is 'Value or label code, where the finding has one.';
comment on column governance_drift_state.severity is 'info, warning or critical, as of the last scan that saw it.';
comment on column governance_drift_state.state is 'open, or resolved: open once and not seen by the scan after.';
comment on column governance_drift_state.first_seen is 'First scan that saw it.';
comment on column governance_drift_state.last_seen is 'Last scan that saw it.';
comment on column governance_drift_state.scan_count is 'How many scans saw it, from 1.';
comment on column governance_drift_state.detail is 'Facts of the finding, as the detector tells them.';
comment on column governance_drift_state.last_scan_id is 'Last scan that saw it.';
comment on column governance_drift_state.created_by is 'Database role that made the row.';
comment on column governance_drift_state.created_at is 'When the row was made.';

-- What people accepted of what was found, or want to hear nothing of until a day. A scan knows nothing of it: it is told beside what a scan found.
create table axis_internal.acknowledgement (
  id uuid primary key default gen_random_uuid(),
  detector_code text not null check (detector_code <> ''),
  axis_code text,
  object_type text,
  object_ref text,
  value_code text,
  substance_sha256 text not null check (substance_sha256 ~ '^[0-9a-f]{64}$'),
  until_day date not null check (isfinite(until_day)),
  reason text not null check (reason <> ''),
  created_by text not null default current_user,
  created_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  constraint acknowledgement_ended_check check ((ended_at is null) = (ended_by is null))
);

create unique index acknowledgement_standing_key
  on axis_internal.acknowledgement (detector_code, axis_code, object_type, object_ref, value_code) nulls not distinct
  where ended_at is null;

comment on table axis_internal.acknowledgement is 'Findings that people acknowledged until a day. Grain: one acknowledgement; at most one per finding that nobody ended. No foreign keys: one of a finding that is gone does nothing until it is found again.';
comment on column axis_internal.acknowledgement.id is 'Key of the acknowledgement.';
comment on column axis_internal.acknowledgement.detector_code is 'Detector of v_drift_event_map. With the four columns that follow it names the finding, as in governance_drift_state.';
comment on column axis_internal.acknowledgement.axis_code is 'Axis, where the finding has one.';
comment on column axis_internal.acknowledgement.object_type is 'Type of the object, where the finding has one.';
comment on column axis_internal.acknowledgement.object_ref is 'Object, where the finding has one.';
comment on column axis_internal.acknowledgement.value_code is 'Value or label code, where the finding has one.';
comment on column axis_internal.acknowledgement.substance_sha256 is 'What the finding said when it was acknowledged, as axis_internal.finding_substance: it counts while the finding says the same.';
comment on column axis_internal.acknowledgement.until_day is 'Last day on which it counts; days end in UTC.';
comment on column axis_internal.acknowledgement.reason is 'Why, in the words of who asked.';
comment on column axis_internal.acknowledgement.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_internal.acknowledgement.created_at is 'When the row was made.';
comment on column axis_internal.acknowledgement.ended_by is 'Who revoked it, or who acknowledged the finding anew; null while nobody did.';
comment on column axis_internal.acknowledgement.ended_at is 'When that was; null while it was not.';

create table governance_event_log (
  id uuid primary key default gen_random_uuid(),
  scan_id bigint not null references governance_scan_run (scan_id),
  detector_code text not null,
  event_domain text not null,
  event_type text not null,
  event_stream text,
  delivery_lane text,
  severity text not null check (severity in ('info', 'warning', 'critical')),
  canonical_address text not null,
  payload jsonb not null,
  emitted boolean not null default false check (not emitted),
  blocked_reason text not null,
  created_by text not null default current_user,
  created_at timestamptz not null default now()
);

create index governance_event_log_scan_idx on governance_event_log (scan_id);

comment on table governance_event_log is 'Events as they would be, shaped and never sent. Grain: one open finding of one scan. This extension never writes event_outbox.';
comment on column governance_event_log.id is 'Key for Directus.';
comment on column governance_event_log.scan_id is 'Scan that shaped it.';
comment on column governance_event_log.detector_code is 'Detector that found it.';
comment on column governance_event_log.event_domain is 'Domain of the event type: governance.';
comment on column governance_event_log.event_type is 'Type of v_drift_event_map.';
comment on column governance_event_log.event_stream is 'Stream of the registered type, null where none is registered.';
comment on column governance_event_log.delivery_lane is 'Lane of the registered type, null where none is registered.';
comment on column governance_event_log.severity is 'info, warning or critical.';
comment on column governance_event_log.canonical_address is 'Address of what the event is about: axis/type/object/value.';
comment on column governance_event_log.payload is 'The event''s body.';
comment on column governance_event_log.emitted is 'Always false, by a CHECK: emitting is not this extension''s to do.';
comment on column governance_event_log.blocked_reason is 'Why it was not sent.';
comment on column governance_event_log.created_by is 'Database role that made the row.';
comment on column governance_event_log.created_at is 'When the row was made.';
