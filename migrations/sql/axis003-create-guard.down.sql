-- Takes the guard away: triggers first, then what they call.
do $block$
declare
  guarded record;
begin
  for guarded in
    select class.oid::regclass as axis_table, trigger.tgname as name
    from pg_trigger as trigger
    join pg_class as class on class.oid = trigger.tgrelid
    where trigger.tgfoid in ('axis_internal.refuse_while_gate_shut'::regproc, 'axis_internal.mark_change'::regproc)
    order by class.oid::regclass::text, trigger.tgname
  loop
    execute format('drop trigger %I on %s', guarded.name, guarded.axis_table);
  end loop;
end
$block$;

drop function axis_internal.mark_change();
drop function axis_internal.refuse_while_gate_shut();
drop table axis_internal.rehearsal_mark;
drop function axis_internal.refuse_rehearsal_commit();
drop function axis_internal.gate_is_open();
drop table axis_internal.gate_policy;
