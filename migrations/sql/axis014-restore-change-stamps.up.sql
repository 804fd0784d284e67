-- Undoing a lifecycle event puts rows back as they were, changed_at included: a transaction that names itself in axis.restore sets the stamp itself.
-- This opens nothing: the guard judges the statement as any other, and who passes it could delete a row and insert it with any stamp.
-- Changes axis_internal alone: no axis table, so it needs no open gate.
create or replace function axis_internal.mark_change() returns trigger
language plpgsql set search_path from current
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
