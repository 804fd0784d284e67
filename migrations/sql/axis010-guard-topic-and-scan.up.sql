-- The guard of axis003, on the tables that came after it.
do $block$
declare
  axis_table text;
begin
  foreach axis_table in array array[
    'topic_taxonomy_map', 'topic_label_reconcile_decision', 'governance_scan_run', 'governance_drift_state', 'governance_event_log'
  ] loop
    execute format(
      'create trigger axis_guard_write before insert or update or delete on %I
         for each statement execute function axis_internal.refuse_while_gate_shut()', axis_table);
    execute format(
      'create trigger axis_guard_truncate before truncate on %I
         for each statement execute function axis_internal.refuse_while_gate_shut()', axis_table);
    execute format('alter table %I enable always trigger axis_guard_write', axis_table);
    execute format('alter table %I enable always trigger axis_guard_truncate', axis_table);
    execute format('comment on trigger axis_guard_write on %I is %L', axis_table, 'Refuses INSERT, UPDATE and DELETE while the gate is shut (AX001).');
    execute format('comment on trigger axis_guard_truncate on %I is %L', axis_table, 'Refuses TRUNCATE while the gate is shut (AX001).');
  end loop;
end
$block$;

do $block$
declare
  axis_table text;
begin
  foreach axis_table in array array['topic_taxonomy_map', 'topic_label_reconcile_decision'] loop
    execute format(
      'create trigger axis_mark_change before update on %I
         for each row when (old.* is distinct from new.*) execute function axis_internal.mark_change()', axis_table);
    execute format('comment on trigger axis_mark_change on %I is %L', axis_table, 'Stamps changed_at.');
  end loop;
end
$block$;
