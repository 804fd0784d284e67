-- Rows that give way when the containment axis is brought after v_object_containment: the assignment to the old group, and its owners.
select 'axis_assignment' as relation, moved.assignment_id::text as id, moved.object_type, moved.object_ref, moved.axis_code, moved.value_code, moved.group_ref
from axis_internal.containment_moved as moved
union all
select 'axis_object_ownership', owner.id::text, owner.object_type, owner.object_ref, owner.axis_code, owner.value_code, moved.group_ref
from axis_internal.containment_moved as moved
join axis_object_ownership as owner
  on owner.object_type = moved.object_type
  and owner.object_ref = moved.object_ref
  and owner.axis_code = moved.axis_code
  and owner.value_code = moved.value_code
  and owner.lifecycle_status = 'active'
order by relation, object_type, object_ref, axis_code, value_code, id;
