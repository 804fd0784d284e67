-- By what it calls: somebody may have given its table another name.
do $block$
declare
  placed record;
begin
  for placed in
    select tgname, tgrelid::regclass as relation from pg_trigger where tgfoid = to_regprocedure('axis_internal.refuse_rule_of_nothing()')
  loop
    execute format('drop trigger %I on %s', placed.tgname, placed.relation);
  end loop;
end
$block$;
drop function if exists axis_internal.refuse_rule_of_nothing();
drop view if exists v_object_containment;
drop view if exists v_governance_object_inventory;
drop function if exists axis_internal.foundation_containment();
drop function if exists axis_internal.foundation_inventory();
drop function if exists axis_internal.own_relations();
