-- Batches of owners, waivers, goals and acknowledgements: who assigned, imported, ended, handed over, waived, set a goal, acknowledged or revoked, when,
-- why, and which rows, so that a batch can be undone and nothing else.
-- Outlives a rollback, as the run ledger does: it is a record, and holds no owner itself.

create table axis_internal.assignment_batch (
  id uuid primary key default gen_random_uuid(),
  axis_code text,
  owner_gov_code text,
  from_gov_code text,
  kind text not null check (
    kind in ('direct', 'anchor', 'end', 'transfer', 'import', 'waive', 'revoke', 'set_goal', 'end_goal', 'acknowledge', 'unacknowledge')
  ),
  group_ref text,
  reason text not null check (reason <> ''),
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  effect jsonb,
  undone_by text,
  undone_at timestamptz,
  undone_in uuid,
  constraint assignment_batch_anchor_check check (kind <> 'anchor' or group_ref is not null),
  constraint assignment_batch_axis_check check (kind in ('transfer', 'acknowledge', 'unacknowledge') or axis_code is not null),
  constraint assignment_batch_owner_check check ((kind in ('direct', 'anchor', 'transfer')) = (owner_gov_code is not null)),
  constraint assignment_batch_from_check check ((kind = 'transfer') = (from_gov_code is not null)),
  constraint assignment_batch_undone_check check ((undone_at is null) = (undone_by is null)),
  constraint assignment_batch_undone_in_check check (undone_in is null or undone_at is not null)
);

create index assignment_batch_requested_at_idx on axis_internal.assignment_batch (requested_at desc, id);
create index assignment_batch_undone_at_idx on axis_internal.assignment_batch (undone_at desc, id) where undone_at is not null;

comment on table axis_internal.assignment_batch is 'Owners assigned to cells, by name or by file, owners ended, what was handed over, waivers made and revoked, goals set and ended, findings acknowledged and not any more. Grain: one batch. Every owner that it makes carries the tag assign:<id>.';
comment on column axis_internal.assignment_batch.id is 'Key of the batch.';
comment on column axis_internal.assignment_batch.axis_code is 'Axis of the cells; null where a transfer or the findings are of several. No foreign key: a batch outlives its axis.';
comment on column axis_internal.assignment_batch.owner_gov_code is 'Authority of governance_registry that was assigned or took over; null for other kinds.';
comment on column axis_internal.assignment_batch.from_gov_code is 'Authority that handed over; null for other kinds.';
comment on column axis_internal.assignment_batch.kind is 'direct: a row for each cell; anchor: a row on the group, for each value; end: rows ended; transfer: rows passed to another authority; import: owners of a file; waive: waivers made; revoke: waivers ended; set_goal: a goal, in place of one that stood; end_goal: a goal ended; acknowledge: findings acknowledged; unacknowledge: acknowledgements revoked.';
comment on column axis_internal.assignment_batch.group_ref is 'Group whose cells were meant; null where cells were named one by one, or of a transfer not just one group.';
comment on column axis_internal.assignment_batch.reason is 'Why, in the words of who asked.';
comment on column axis_internal.assignment_batch.requested_by is 'Directus user id of who asked, or the name of a program.';
comment on column axis_internal.assignment_batch.requested_at is 'When it was asked.';
comment on column axis_internal.assignment_batch.effect is 'What it changed, as the answer said: cells by effect, gaps before and after, rows.';
comment on column axis_internal.assignment_batch.undone_by is 'Directus user id of who undid it; null while it stands.';
comment on column axis_internal.assignment_batch.undone_at is 'When it was undone; null while it stands.';
comment on column axis_internal.assignment_batch.undone_in is 'Run of the rollback that undid it; null where somebody undid it by itself.';

create table axis_internal.assignment_row (
  id bigint primary key generated always as identity,
  batch_id uuid not null references axis_internal.assignment_batch (id),
  relation text not null check (
    relation in (
      'axis_object_ownership', 'governance_object_ownership', 'axis_internal.waiver', 'axis_internal.goal', 'axis_internal.acknowledgement'
    )
  ),
  row_key text not null,
  object_type text,
  object_ref text,
  value_code text,
  change text not null check (change in ('inserted', 'superseded', 'ended')),
  row_before jsonb,
  row_sha256 text not null,
  unique (batch_id, relation, row_key),
  constraint assignment_row_cell_check check (
    relation in ('axis_internal.goal', 'axis_internal.acknowledgement') or num_nulls(object_type, object_ref, value_code) = 0
  ),
  constraint assignment_row_before_check check ((change = 'inserted') = (row_before is null))
);

create index assignment_row_object_idx on axis_internal.assignment_row (object_ref, batch_id);

comment on table axis_internal.assignment_row is 'Rows that a batch wrote. Grain: one row of one batch.';
comment on column axis_internal.assignment_row.id is 'Key of the entry.';
comment on column axis_internal.assignment_row.batch_id is 'Batch that wrote the row.';
comment on column axis_internal.assignment_row.relation is 'Table of the row.';
comment on column axis_internal.assignment_row.row_key is 'Primary key of the row, as text.';
comment on column axis_internal.assignment_row.object_type is 'Kind of the object that the row stands on; null of a goal of no group, and of a finding that is about none.';
comment on column axis_internal.assignment_row.object_ref is 'Name of the object within its type; null as object_type.';
comment on column axis_internal.assignment_row.value_code is 'Value of the axis, on a canonical axis the scope; null of a goal of all values, and of a finding that is about none.';
comment on column axis_internal.assignment_row.change is 'inserted: new with the batch; superseded: one that gave way to it; ended: one that ended.';
comment on column axis_internal.assignment_row.row_before is 'The row as it was before it gave way or ended, to be restored; null where it is new.';
comment on column axis_internal.assignment_row.row_sha256 is 'SHA-256 of the row as the batch left it, hex: an undo refuses what was changed since.';
