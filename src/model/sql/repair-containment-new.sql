-- Governed objects that a group contains and that the axis has in no group: those that moved, once their old rows gave way, and those that are new.
-- A group whose value people took out of use gets nobody.
select
  containment.object_type, containment.object_ref, axis.axis_code, containment.parent_ref as group_ref,
  value.value_code is null as is_new_group
from axis_registry as axis
cross join v_object_containment as containment
join v_governance_object_inventory as object
  on object.object_type = containment.object_type
  and object.object_ref = containment.object_ref
  and object.requires_owner
  and object.born
left join axis_value as value on value.axis_code = axis.axis_code and value.value_code = containment.parent_ref
where axis.status = 'active'
  and axis.value_domain = 'groups of v_object_containment'
  and containment.parent_type = 'group'
  and (value.value_code is null or value.status = 'active')
  and not exists (
    select from axis_assignment as assignment
    where assignment.axis_code = axis.axis_code
      and assignment.object_type = containment.object_type
      and assignment.object_ref = containment.object_ref
      and assignment.status = 'active'
  )
order by axis.axis_code, containment.object_type, containment.object_ref;
