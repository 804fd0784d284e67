-- Takes the guard away: triggers first, then what they call.
do $block$
declare
  guarded record;
begin
  for guarded in
    select tgrelid::regclass as axis_table, tgname as name
    from pg_trigger
    where tgfoid = 'axis_internal.refuse_while_gate_shut'::regproc
    order by tgrelid::regclass::text, tgname
  loop
    execute format('drop trigger %I on %s', guarded.name, guarded.axis_table);
  end loop;
end
$block$;

drop function axis_internal.refuse_while_gate_shut();
drop table axis_internal.rehearsal_mark;
drop function axis_internal.refuse_rehearsal_commit();
drop function axis_internal.gate_is_open();
drop table axis_internal.gate_policy;
