-- Waivers: a required cell may go without an owner for a while, for a reason, with an approver. Waived cells are counted apart, never as covered:
-- required = gap + direct + inherited + waived. A cell with an owner is covered, waived or not. v_object_owner_gap of the base model knows no waiver.
-- Changes axis_internal and four views, no axis table: it needs no open gate. Lock: AccessExclusive on the four views, which panels read.

create table axis_internal.waiver (
  id uuid primary key default gen_random_uuid(),
  object_type text not null check (object_type <> ''),
  object_ref text not null check (object_ref <> ''),
  axis_code text not null check (axis_code <> ''),
  value_code text not null check (value_code <> ''),
  reason text not null check (reason <> ''),
  approved_by text not null check (approved_by <> ''),
  expires_at timestamptz not null,
  created_by text not null default current_user,
  created_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  moved jsonb check (jsonb_typeof(moved) = 'array'),
  constraint waiver_expires_later_check check (expires_at > created_at and isfinite(expires_at)),
  constraint waiver_ended_check check ((ended_at is null) = (ended_by is null))
);

create unique index waiver_standing_key on axis_internal.waiver (object_type, object_ref, axis_code, value_code) where ended_at is null;

comment on table axis_internal.waiver is 'Cells that may go without an owner until a day. Grain: one waiver; at most one per cell that nobody ended. No foreign keys: a waiver of a cell that is gone waives nothing.';
comment on column axis_internal.waiver.id is 'Key of the waiver.';
comment on column axis_internal.waiver.object_type is 'Kind of the object, e.g. collection.';
comment on column axis_internal.waiver.object_ref is 'Name of the object within its type.';
comment on column axis_internal.waiver.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.waiver.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_internal.waiver.reason is 'Why the cell may go without an owner.';
comment on column axis_internal.waiver.approved_by is 'Who approved it, in the words of who asked.';
comment on column axis_internal.waiver.expires_at is 'From when on the cell is a gap again.';
comment on column axis_internal.waiver.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_internal.waiver.created_at is 'When the row was made.';
comment on column axis_internal.waiver.ended_by is 'Who revoked it, or who put another in its place after it had expired; null while nobody did.';
comment on column axis_internal.waiver.ended_at is 'When it was revoked or replaced; null while it was not. From then on the cell is a gap again.';
comment on column axis_internal.waiver.moved is 'Where its value gave way to another: from, action, at, by and reason of each move, oldest first; null while it never moved.';

create trigger axis_guard_write before insert or update or delete on axis_internal.waiver
  for each statement execute function axis_internal.refuse_while_gate_shut();
create trigger axis_guard_truncate before truncate on axis_internal.waiver
  for each statement execute function axis_internal.refuse_while_gate_shut();
alter table axis_internal.waiver enable always trigger axis_guard_write;
alter table axis_internal.waiver enable always trigger axis_guard_truncate;
comment on trigger axis_guard_write on axis_internal.waiver is 'Refuses INSERT, UPDATE and DELETE while the gate is shut (AX001).';
comment on trigger axis_guard_truncate on axis_internal.waiver is 'Refuses TRUNCATE while the gate is shut (AX001).';

-- As in axis002, with waivers as a third side: a cell that has one is closed.
create or replace view v_axis_coverage_gap as
select
  object_type,
  object_ref,
  axis_code,
  value_code,
  max(rule_codes) as rule_codes
from (
  select object_type, object_ref, axis_code, value_code, rule_codes, false as closed
  from v_axis_required_cell
  union all
  select object_type, object_ref, axis_code, value_code, null, true
  from v_axis_effective_owner
  union all
  select object_type, object_ref, axis_code, value_code, null, true
  from axis_internal.waiver
  where ended_at is null and expires_at > now()
) as side
group by object_type, object_ref, axis_code, value_code
having not bool_or(closed);

comment on view v_axis_coverage_gap is 'Required cells without an effective accountable owner and without a waiver in force. Grain: one cell.';

create or replace view v_axis_coverage_summary as
with cell as (
  select axis_code, min(depth) as depth, bool_or(waived) as waived
  from (
    select object_type, object_ref, axis_code, value_code, true as required, null::integer as depth, false as waived
    from v_axis_required_cell
    union all
    select object_type, object_ref, axis_code, value_code, false, depth, false
    from v_axis_effective_owner
    union all
    select object_type, object_ref, axis_code, value_code, false, null, true
    from axis_internal.waiver
    where ended_at is null and expires_at > now()
  ) as side
  group by object_type, object_ref, axis_code, value_code
  having bool_or(required)
),
cell_count as (
  select
    axis_code,
    count(*) as required,
    count(*) filter (where depth is null and not waived) as gap,
    count(*) filter (where depth is null and waived) as waived,
    count(*) filter (where depth = 0) as direct,
    count(*) filter (where depth > 0) as inherited
  from cell
  group by axis_code
),
-- An assignment to a value that is not active counts as none.
quality_count as (
  select
    quality.axis_code,
    count(*) filter (where quality.quality_flag = 'ok') as ok,
    count(*) filter (where quality.quality_flag = 'low_confidence') as low_conf,
    count(*) filter (where quality.quality_flag = 'stale') as stale,
    count(*) filter (where quality.quality_flag = 'quarantine') as quarantine
  from v_axis_assignment_quality as quality
  join axis_value as value
    on value.axis_code = quality.axis_code
    and value.value_code = quality.value_code
    and value.status = 'active'
  group by quality.axis_code
)
select
  axis.axis_code,
  coalesce(cell.required, 0) as required,
  coalesce(cell.gap, 0) as gap,
  coalesce(cell.direct, 0) as direct,
  coalesce(cell.inherited, 0) as inherited,
  coalesce(quality.ok, 0) as ok,
  coalesce(quality.low_conf, 0) as low_conf,
  coalesce(quality.stale, 0) as stale,
  coalesce(quality.quarantine, 0) as quarantine,
  coalesce(cell.waived, 0) as waived
from axis_registry as axis
left join cell_count as cell on cell.axis_code = axis.axis_code
left join quality_count as quality on quality.axis_code = axis.axis_code
where axis.status = 'active';

comment on view v_axis_coverage_summary is
  'Coverage at a glance. Grain: one active axis. required = gap + direct + inherited + waived, in cells; ok, low_conf, stale, quarantine count active assignments to active values by quality flag.';
comment on column v_axis_coverage_summary.gap is 'Required cells without an effective accountable owner and without a waiver in force.';
comment on column v_axis_coverage_summary.waived is 'Required cells without an owner whose waiver is in force.';

create or replace view v_ui_axis_browser as
select
  registered.axis_code,
  registered.axis_name,
  registered.axis_family,
  registered.axis_kind,
  registered.ownership_source,
  registered.status,
  registered.lifecycle_status,
  registered.values_active,
  registered.rules_active,
  registered.assignments_active,
  registered.owners_active,
  coalesce(summary.required, 0) as required_cells,
  coalesce(summary.gap, 0) as gap_cells,
  coalesce(summary.waived, 0) as waived_cells
from v_axis_registry_coverage as registered
left join v_axis_coverage_summary as summary on summary.axis_code = registered.axis_code;

comment on column v_ui_axis_browser.gap_cells is 'Required cells without an effective accountable owner and without a waiver in force.';
comment on column v_ui_axis_browser.waived_cells is 'Required cells without an owner whose waiver is in force.';

create or replace view v_ui_coverage_dashboard as
select
  coverage.active_axes,
  coverage.required_cells,
  coverage.gap_cells,
  coverage.direct_cells,
  coverage.inherited_cells,
  (select count(*) from v_ui_lane where lane = 'official') as official_assignments,
  (select count(*) from v_ui_lane where lane = 'candidate') as candidate_assignments,
  (select count(*) from v_ui_review_queue) as to_review,
  drift.open_findings,
  drift.critical_findings,
  (select max(finished_at) from governance_scan_run) as last_scan_at,
  coverage.waived_cells
from (
  select
    count(*) as active_axes,
    coalesce(sum(required), 0)::bigint as required_cells,
    coalesce(sum(gap), 0)::bigint as gap_cells,
    coalesce(sum(direct), 0)::bigint as direct_cells,
    coalesce(sum(inherited), 0)::bigint as inherited_cells,
    coalesce(sum(waived), 0)::bigint as waived_cells
  from v_axis_coverage_summary
) as coverage
cross join (
  select
    count(*) as open_findings,
    count(*) filter (where severity = 'critical') as critical_findings
  from governance_drift_state
  where state = 'open'
) as drift;

comment on column v_ui_coverage_dashboard.gap_cells is 'Required cells without an effective accountable owner and without a waiver in force.';
comment on column v_ui_coverage_dashboard.waived_cells is 'Required cells without an owner whose waiver is in force.';
