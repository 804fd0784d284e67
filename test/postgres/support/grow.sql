-- More objects at once, as an import brings them: `times` as many, each with the assignments and owners of the one that it is a copy of.
-- Autovacuum stays out of it: what the planner knows is what the test lets it know.
do $block$
declare
  relation regclass;
begin
  for relation in
    select class.oid::regclass
    from pg_class as class
    where class.relkind = 'r' and class.relnamespace in ('public'::regnamespace, 'axis_internal'::regnamespace)
  loop
    execute format('alter table %s set (autovacuum_enabled = off)', relation);
  end loop;
end
$block$;

analyze;

insert into collection_registry (collection_name, "group", governance_role, coverage_status)
select object.collection_name || '_x' || copy, object."group", object.governance_role, object.coverage_status
from collection_registry as object
cross join generate_series(2, :'times'::integer) as copy
where object.governance_role in ('governed', 'locked') and object.coverage_status = 'BIRTH_REQUIRED';

insert into axis_assignment (
  object_type, object_ref, axis_code, value_code, zone, confidence, provenance, assigned_kind, status, tag, created_by
)
select
  object_type, object_ref || '_x' || copy, axis_code, value_code, zone, confidence, provenance, assigned_kind, status, tag, created_by
from axis_assignment
cross join generate_series(2, :'times'::integer) as copy;

insert into axis_object_ownership (
  object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, tag, created_by
)
select
  object_type, object_ref || '_x' || copy, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, tag, created_by
from axis_object_ownership
cross join generate_series(2, :'times'::integer) as copy;
