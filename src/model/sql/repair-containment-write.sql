-- Puts the objects of `placed` into their groups, each with the owner that the profile gives the group. A group without one leaves a gap.
insert into axis_value (axis_code, value_code, status, provenance, tag, created_by)
select distinct placed.axis_code, placed.group_ref, 'active', jsonb_build_object('source', 'v_object_containment'), :'tag', :'actor'
from jsonb_to_recordset(:'placed'::jsonb) as placed (axis_code text, group_ref text, is_new_group boolean)
where placed.is_new_group
order by placed.axis_code, placed.group_ref;

insert into axis_assignment (
  object_type, object_ref, axis_code, value_code, zone, confidence, provenance, assigned_kind, status, tag, created_by
)
select
  object_type, object_ref, axis_code, group_ref, 'approved', 1.0, jsonb_build_object('source', 'v_object_containment'), 'rule',
  'active', :'tag', :'actor'
from jsonb_to_recordset(:'placed'::jsonb) as placed (object_type text, object_ref text, axis_code text, group_ref text)
order by axis_code, object_type, object_ref;

insert into axis_object_ownership (
  object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, approval_ref, tag, created_by
)
select
  placed.object_type, placed.object_ref, placed.axis_code, placed.group_ref, seed.owner_gov_code, 'accountable', 'active',
  :'ratified_apr', :'tag', :'actor'
from jsonb_to_recordset(:'placed'::jsonb) as placed (object_type text, object_ref text, axis_code text, group_ref text)
join jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text, owner_gov_code text)
  on seed.group_ref = placed.group_ref
where not exists (
  select from axis_object_ownership as other
  where other.object_type = placed.object_type
    and other.object_ref = placed.object_ref
    and other.axis_code = placed.axis_code
    and other.value_code = placed.group_ref
    and other.owner_kind = 'accountable'
    and other.lifecycle_status = 'active'
)
order by placed.axis_code, placed.object_type, placed.object_ref;
