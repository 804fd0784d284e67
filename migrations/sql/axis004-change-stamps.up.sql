-- When somebody changed a row that the rollout seeded or people made: what is changed, a rollback does not delete silently.
-- Undoing a change of the model puts rows back as they were, changed_at included: a transaction that names itself in axis.restore sets the stamp
-- itself. This opens nothing: the guard judges the statement as any other, and who passes it could delete a row and insert it with any stamp.

create function axis_internal.mark_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
  if current_setting('axis.restore', true) is not distinct from pg_current_xact_id()::text then
    return new;
  end if;
  new.changed_at := clock_timestamp();
  return new;
end
$function$;

comment on function axis_internal.mark_change() is
  'Stamps changed_at of a row that is changed, so that rollback can tell it from a seeded one. A transaction that names itself in axis.restore sets the stamp itself.';

do $block$
declare
  axis_table regclass;
begin
  foreach axis_table in array array[
    'axis_registry', 'axis_value', 'axis_assignment', 'coverage_rule', 'axis_object_ownership', 'topic_taxonomy_map',
    'topic_label_reconcile_decision', 'axis_internal.axis_semantics'
  ]::regclass[] loop
    execute format(
      'create trigger axis_mark_change before update on %s
         for each row when (old.* is distinct from new.*) execute function axis_internal.mark_change()', axis_table);
    execute format('comment on trigger axis_mark_change on %s is %L', axis_table, 'Stamps changed_at.');
  end loop;
end
$block$;

-- What became active past the acts that show the gaps first. An act that the run ledger records names its transaction in axis.recorded; another one,
-- SQL by hand say, leaves a note, which an act that makes the row active takes away. An undo, which names its transaction in axis.restore, leaves notes
-- as they are: what it gives back was found before. Nothing is refused: whoever passes the guard may write.
create table axis_internal.unrecorded_activation (
  relation text not null check (relation in ('axis_registry', 'axis_value', 'coverage_rule')),
  row_id uuid not null,
  activated_by text not null,
  activated_at timestamptz not null default clock_timestamp(),
  primary key (relation, row_id)
);

comment on table axis_internal.unrecorded_activation is 'Axes, values and rules that became active past the recorded acts. Grain: one row of one table. Of a row that is gone or no longer active it says nothing.';
comment on column axis_internal.unrecorded_activation.relation is 'Table of the row.';
comment on column axis_internal.unrecorded_activation.row_id is 'Key of the row in its table.';
comment on column axis_internal.unrecorded_activation.activated_by is 'Role of PostgreSQL that was signed in.';
comment on column axis_internal.unrecorded_activation.activated_at is 'When the row became active.';

create function axis_internal.note_activation() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set row_security = off
as $function$
begin
  if tg_op = 'UPDATE' and old.status = 'active' then
    return null;
  end if;
  if current_setting('axis.restore', true) is not distinct from pg_current_xact_id()::text then
    return null;
  end if;
  if current_setting('axis.recorded', true) is not distinct from pg_current_xact_id()::text then
    delete from axis_internal.unrecorded_activation as noted where noted.relation = tg_table_name and noted.row_id = new.id;
    return null;
  end if;
  insert into axis_internal.unrecorded_activation as noted (relation, row_id, activated_by)
  values (tg_table_name, new.id, session_user)
  on conflict (relation, row_id) do update set activated_by = excluded.activated_by, activated_at = excluded.activated_at;
  return null;
end
$function$;

comment on function axis_internal.note_activation() is
  'Notes that a row became active in a transaction that no recorded act named in axis.recorded; one that does takes the note away, and one that names itself in axis.restore leaves it.';

revoke execute on function axis_internal.note_activation() from public;

do $block$
declare
  model_table regclass;
begin
  foreach model_table in array array['axis_registry', 'axis_value', 'coverage_rule']::regclass[] loop
    execute format(
      'create trigger axis_note_activation after insert or update of status on %s
         for each row when (new.status = ''active'') execute function axis_internal.note_activation()', model_table);
    execute format('comment on trigger axis_note_activation on %s is %L', model_table, 'Notes what becomes active past the recorded acts.');
  end loop;
end
$block$;
