-- Takes the guard off the tables that came after axis003.
do $block$
declare
  axis_table text;
begin
  foreach axis_table in array array[
    'topic_taxonomy_map', 'topic_label_reconcile_decision', 'governance_scan_run', 'governance_drift_state', 'governance_event_log'
  ] loop
    execute format('drop trigger axis_guard_write on %I', axis_table);
    execute format('drop trigger axis_guard_truncate on %I', axis_table);
  end loop;
end
$block$;

drop trigger axis_mark_change on topic_taxonomy_map;
drop trigger axis_mark_change on topic_label_reconcile_decision;
