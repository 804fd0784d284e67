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
