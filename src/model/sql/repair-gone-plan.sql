-- Active assignments, owners and waivers of what is gone.
select relation, id::text as id, object_type, object_ref, axis_code, value_code, null as group_ref
from axis_internal.stale_reference
order by relation, object_type, object_ref, axis_code, value_code, id;
