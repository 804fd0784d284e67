-- What people say of objects: axes and their values, which object has which value, which cells a rule demands, who owns a cell, which cell may
-- go without an owner for a while, and what an axis asks for beyond the usual. All tables start empty.
-- Needs governance_registry(code). Lock: ShareRowExclusive on governance_registry until COMMIT, for one foreign key.
-- Every table has a one-column key (Directus ignores any other) and its natural key as a unique constraint.

create table axis_registry (
  id uuid primary key default gen_random_uuid(),
  axis_code text not null unique check (axis_code <> ''),
  axis_name text not null check (axis_name <> ''),
  axis_family text not null check (axis_family in ('structural', 'label', 'semantic', 'pivot', 'system')),
  axis_kind text not null check (axis_kind in ('deterministic', 'uncertain', 'system')),
  value_domain text,
  owner_scope_ref text,
  ownership_source text not null default 'parallel' check (ownership_source in ('canonical', 'parallel')),
  status text not null default 'candidate' check (status in ('candidate', 'active', 'deprecated', 'retired')),
  lifecycle_status text not null default 'birth'
    check (lifecycle_status in ('birth', 'register', 'active', 'deprecate', 'retire')),
  tag text,
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz
);

comment on table axis_registry is 'Axes along which objects are governed. Grain: one axis. Only active axes count.';
comment on column axis_registry.id is 'Key for Directus, which takes keys of one column only.';
comment on column axis_registry.axis_code is 'Natural key, e.g. responsibility, containment, topic.';
comment on column axis_registry.axis_name is 'Name on screen.';
comment on column axis_registry.axis_family is 'structural, label, semantic, pivot or system.';
comment on column axis_registry.axis_kind is 'deterministic: values follow from facts; uncertain: assigned with a confidence; system: kept by the platform.';
comment on column axis_registry.value_domain is 'Where the values come from, in words or as the name of a table.';
comment on column axis_registry.owner_scope_ref is 'Table of scopes that a canonical axis mirrors; null for parallel axes.';
comment on column axis_registry.ownership_source is 'canonical: owners are read from v_object_effective_owner; parallel: from axis_object_ownership.';
comment on column axis_registry.status is 'candidate, active, deprecated or retired; only active counts.';
comment on column axis_registry.lifecycle_status is 'birth, register, active, deprecate or retire: where the axis stands on its way.';
comment on column axis_registry.tag is 'Provenance of seeded rows; rollback goes by it. Null for rows that people made.';
comment on column axis_registry.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_registry.created_at is 'When the row was made.';
comment on column axis_registry.changed_at is 'When somebody changed the row since it was made; null: never. Rollback does not delete changed rows silently.';

create table axis_value (
  id uuid primary key default gen_random_uuid(),
  axis_code text not null references axis_registry (axis_code),
  value_code text not null check (value_code not in ('', '(none)')),
  value_name text,
  parent_value_code text check (parent_value_code <> value_code),
  status text not null default 'candidate' check (status in ('candidate', 'active', 'deprecated', 'retired')),
  provenance jsonb,
  tag text,
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz,
  unique (axis_code, value_code),
  foreign key (axis_code, parent_value_code) references axis_value (axis_code, value_code)
);

create index axis_value_parent_idx on axis_value (axis_code, parent_value_code) where parent_value_code is not null;

comment on table axis_value is 'Values of the axes. Grain: one value of one axis. Only active values count.';
comment on column axis_value.id is 'Key for Directus, which takes keys of one column only.';
comment on column axis_value.axis_code is 'Axis, as in axis_registry.';
comment on column axis_value.value_code is 'Natural key within the axis; on a canonical axis the scope code. Never (none): that is the cell of an object without any value.';
comment on column axis_value.value_name is 'Name on screen; null where the code says enough.';
comment on column axis_value.parent_value_code is 'Broader value of the same axis, null for a root.';
comment on column axis_value.status is 'candidate, active, deprecated or retired; only active counts.';
comment on column axis_value.provenance is 'Where the value came from: source, formerly, merged_into.';
comment on column axis_value.tag is 'Provenance of seeded rows; rollback goes by it. Null for rows that people made.';
comment on column axis_value.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_value.created_at is 'When the row was made.';
comment on column axis_value.changed_at is 'When somebody changed the row since it was made; null: never. Rollback does not delete changed rows silently.';

create table axis_assignment (
  id uuid primary key default gen_random_uuid(),
  object_type text not null check (object_type <> ''),
  object_ref text not null check (object_ref <> ''),
  axis_code text not null,
  value_code text not null,
  zone text not null check (zone in ('approved', 'candidate', 'quarantine')),
  confidence numeric(4, 3) check (confidence between 0 and 1),
  match_score numeric(4, 3) check (match_score between 0 and 1),
  provenance jsonb,
  evidence jsonb,
  assigned_kind text not null check (assigned_kind in ('dot', 'agent', 'human', 'rule')),
  assigned_at timestamptz not null default now(),
  valid_from timestamptz,
  valid_to timestamptz,
  revision integer not null default 1 check (revision >= 1),
  superseded_by uuid references axis_assignment (id),
  status text not null default 'active' check (status in ('active', 'superseded', 'retired')),
  tag text,
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz,
  foreign key (axis_code, value_code) references axis_value (axis_code, value_code),
  constraint axis_assignment_provenance_check
    check (zone = 'quarantine' or (provenance is not null and provenance <> 'null'::jsonb)),
  constraint axis_assignment_validity_check check (valid_to > valid_from)
);

create unique index axis_assignment_active_key
  on axis_assignment (object_type, object_ref, axis_code, value_code) where status = 'active';
create index axis_assignment_value_idx on axis_assignment (axis_code, value_code);
create index axis_assignment_superseded_by_idx on axis_assignment (superseded_by) where superseded_by is not null;

comment on table axis_assignment is 'Tags an object with a value. Grain: one revision; at most one active row per object, axis and value.';
comment on column axis_assignment.id is 'Key for Directus, which takes keys of one column only.';
comment on column axis_assignment.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_assignment.object_ref is 'Name of the object within its type.';
comment on column axis_assignment.axis_code is 'Axis, as in axis_registry.';
comment on column axis_assignment.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_assignment.zone is 'approved, candidate or quarantine. Without provenance only quarantine is allowed.';
comment on column axis_assignment.confidence is 'How sure the assigner is, 0..1; null where it does not say.';
comment on column axis_assignment.match_score is 'How well the detector''s pattern matched, 0..1; not a confidence.';
comment on column axis_assignment.provenance is 'Where the assignment came from; SQL null and JSON null alike mean that nobody knows.';
comment on column axis_assignment.evidence is 'What the assigner saw, for a reviewer.';
comment on column axis_assignment.assigned_kind is 'dot, agent, human or rule: who assigned it.';
comment on column axis_assignment.assigned_at is 'When it was assigned; staleness counts from here.';
comment on column axis_assignment.valid_from is 'From when the assigner means it to hold, inclusive; null is open. For reviewers: coverage goes by status.';
comment on column axis_assignment.valid_to is 'Until when, exclusive; null is open.';
comment on column axis_assignment.revision is 'Counts from 1; a new revision supersedes the one before.';
comment on column axis_assignment.superseded_by is 'The revision that took its place; null while none has.';
comment on column axis_assignment.status is 'active, superseded or retired; only active counts.';
comment on column axis_assignment.tag is 'Provenance of seeded rows; rollback goes by it. Null for rows that people made.';
comment on column axis_assignment.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_assignment.created_at is 'When the row was made.';
comment on column axis_assignment.changed_at is 'When somebody changed the row since it was made; null: never. Rollback does not delete changed rows silently.';

create table coverage_rule (
  id uuid primary key default gen_random_uuid(),
  rule_code text not null unique check (rule_code <> ''),
  axis_code text not null references axis_registry (axis_code),
  applies_to text not null default '*' check (applies_to <> ''),
  coverage_mode text not null check (coverage_mode in ('cross_product', 'per_assignment')),
  confidence_threshold numeric(4, 3) not null default 0 check (confidence_threshold between 0 and 1),
  staleness_days integer not null default 0 check (staleness_days >= 0),
  required_owner_kind text not null default 'accountable' check (required_owner_kind = 'accountable'),
  status text not null default 'candidate' check (status in ('candidate', 'active', 'deprecated', 'retired')),
  tag text,
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz
);

create index coverage_rule_axis_idx on coverage_rule (axis_code);

comment on table coverage_rule is 'Says how an axis is covered. Grain: one rule. Only active rules of active axes demand cells.';
comment on column coverage_rule.id is 'Key for Directus, which takes keys of one column only.';
comment on column coverage_rule.rule_code is 'Natural key, e.g. CR-RESP-ALL.';
comment on column coverage_rule.axis_code is 'Axis, as in axis_registry.';
comment on column coverage_rule.applies_to is 'An object type, or * for every type.';
comment on column coverage_rule.coverage_mode is 'cross_product: every matching object × every active value; per_assignment: only the values an object is assigned to.';
comment on column coverage_rule.confidence_threshold is 'Assignments below it are low_confidence, 0..1; with several rules the highest holds.';
comment on column coverage_rule.staleness_days is 'Assignments older than so many days are stale, 0 = never; with several rules the smallest that is not 0 holds.';
comment on column coverage_rule.required_owner_kind is 'Only an accountable owner closes a gap.';
comment on column coverage_rule.status is 'candidate, active, deprecated or retired; only active counts.';
comment on column coverage_rule.tag is 'Provenance of seeded rows; rollback goes by it. Null for rows that people made.';
comment on column coverage_rule.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column coverage_rule.created_at is 'When the row was made.';
comment on column coverage_rule.changed_at is 'When somebody changed the row since it was made; null: never. Rollback does not delete changed rows silently.';

create table axis_object_ownership (
  id uuid primary key default gen_random_uuid(),
  object_type text not null check (object_type <> ''),
  object_ref text not null check (object_ref <> ''),
  axis_code text not null,
  value_code text not null,
  owner_gov_code text not null references governance_registry (code),
  owner_kind text not null default 'accountable'
    check (owner_kind in ('accountable', 'supporting', 'delegated', 'exception')),
  lifecycle_status text not null default 'active'
    check (lifecycle_status in ('active', 'superseded', 'revoked', 'expired')),
  approval_ref text,
  effective_from timestamptz,
  effective_to timestamptz,
  tag text,
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz,
  foreign key (axis_code, value_code) references axis_value (axis_code, value_code),
  constraint axis_object_ownership_period_check check (effective_to > effective_from),
  constraint axis_object_ownership_delegated_check check (owner_kind <> 'delegated' or effective_to is not null)
);

create unique index axis_object_ownership_accountable_key
  on axis_object_ownership (object_type, object_ref, axis_code, value_code)
  where owner_kind = 'accountable' and lifecycle_status = 'active';
create index axis_object_ownership_value_idx on axis_object_ownership (axis_code, value_code);
create index axis_object_ownership_owner_idx on axis_object_ownership (owner_gov_code);

comment on table axis_object_ownership is 'Owners of cells on parallel axes. Grain: one owner of one object, axis and value; at most one active accountable.';
comment on column axis_object_ownership.id is 'Key for Directus, which takes keys of one column only.';
comment on column axis_object_ownership.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_object_ownership.object_ref is 'Name of the object within its type.';
comment on column axis_object_ownership.axis_code is 'Axis, as in axis_registry.';
comment on column axis_object_ownership.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_object_ownership.owner_gov_code is 'Authority of governance_registry that answers for the cell.';
comment on column axis_object_ownership.owner_kind is 'accountable, supporting, delegated or exception; only accountable closes a gap.';
comment on column axis_object_ownership.lifecycle_status is 'active, superseded, revoked or expired; only active counts.';
comment on column axis_object_ownership.approval_ref is 'Approval under which the row was made.';
comment on column axis_object_ownership.effective_from is 'Inclusive; null is open.';
comment on column axis_object_ownership.effective_to is 'Exclusive; null is open. A delegated owner needs one.';
comment on column axis_object_ownership.tag is 'Provenance of seeded rows; rollback goes by it. Null for rows that people made.';
comment on column axis_object_ownership.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_object_ownership.created_at is 'When the row was made.';
comment on column axis_object_ownership.changed_at is 'When somebody changed the row since it was made; null: never. Rollback does not delete changed rows silently.';

-- Waived cells are counted apart, never as covered: required = gap + direct + inherited + waived. A cell with an owner is covered, waived or not.
-- v_object_owner_gap of the base model knows no waiver.
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

-- What people want to reach. A goal judges nothing: no view's figures know of it.
create table axis_internal.goal (
  id uuid primary key default gen_random_uuid(),
  axis_code text not null check (axis_code <> ''),
  group_ref text check (group_ref <> ''),
  value_code text check (value_code <> ''),
  percent numeric not null check (percent > 0 and percent <= 100),
  due_on date not null check (isfinite(due_on)),
  reason text not null check (reason <> ''),
  created_by text not null default current_user,
  created_at timestamptz not null default clock_timestamp(),
  ended_by text,
  ended_at timestamptz,
  constraint goal_ended_check check ((ended_at is null) = (ended_by is null))
);

create unique index goal_standing_key on axis_internal.goal (axis_code, group_ref, value_code) nulls not distinct where ended_at is null;

comment on table axis_internal.goal is 'How much of an axis, a group or a value shall have owners by a day. Grain: one goal; at most one per axis, group and value that nobody ended. No foreign keys: a goal of what is gone is judged by nothing.';
comment on column axis_internal.goal.id is 'Key of the goal.';
comment on column axis_internal.goal.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.goal.group_ref is 'Objects of this group and of all groups below it; null: of whatever group, or of none.';
comment on column axis_internal.goal.value_code is 'Cells of this value of the axis, as in axis_value; null: of every value.';
comment on column axis_internal.goal.percent is 'So many of a hundred required cells shall have an owner; above 0, at most 100.';
comment on column axis_internal.goal.due_on is 'Last day of the goal; it is over where that day ends in UTC.';
comment on column axis_internal.goal.reason is 'Why, in the words of who set it.';
comment on column axis_internal.goal.created_by is 'Who set it: a Directus user id, the name of a program, else the database role.';
comment on column axis_internal.goal.created_at is 'When it was set.';
comment on column axis_internal.goal.ended_by is 'Who ended it, or set another in its place; null while it stands.';
comment on column axis_internal.goal.ended_at is 'When it ended; null while it stands.';

-- Beside the axes and not of them: what an axis asks for that is not usual. An axis without a row here counts as it always did.
create table axis_internal.axis_semantics (
  id uuid primary key default gen_random_uuid(),
  axis_code text not null unique references axis_registry (axis_code),
  cardinality text not null default 'many' check (cardinality in ('many', 'one')),
  missing text not null default 'finding' check (missing in ('finding', 'gap')),
  tag_inheritance text not null default 'none' check (tag_inheritance in ('none', 'containment')),
  owner_inheritance text not null default 'none' check (owner_inheritance in ('none', 'containment')),
  value_order text[] not null default '{}' check (array_position(value_order, null) is null),
  created_by text not null default current_user,
  created_at timestamptz not null default now(),
  changed_at timestamptz
);

comment on table axis_internal.axis_semantics is 'How an axis is to be understood where that is not usual. Grain: one axis; without a row an object may have many values, none is a finding, nothing is inherited, values are in the order of their codes.';
comment on column axis_internal.axis_semantics.id is 'Key of the row.';
comment on column axis_internal.axis_semantics.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.axis_semantics.cardinality is 'many: an object may have any number of values; one: one at most, a second is refused when it is written and found where it is.';
comment on column axis_internal.axis_semantics.missing is 'What an object without any value is where a per_assignment rule applies. finding: no cell; gap: one required cell with the value (none).';
comment on column axis_internal.axis_semantics.tag_inheritance is 'containment: an object has the values of the nearest that contains it; of an axis with many values the nearest for each value. none: only its own.';
comment on column axis_internal.axis_semantics.owner_inheritance is 'The same of owners, of parallel axes only: a canonical axis inherits as v_object_effective_owner does.';
comment on column axis_internal.axis_semantics.value_order is 'Codes of values in the order in which they are shown; values that it does not name follow by code.';
comment on column axis_internal.axis_semantics.created_by is 'Who made the row: a Directus user id, the name of a program, else the database role.';
comment on column axis_internal.axis_semantics.created_at is 'When the row was made.';
comment on column axis_internal.axis_semantics.changed_at is 'When somebody changed the row since it was made; null: never.';
