-- Active assignments and owners of what is gone. Waivers are left: they waive nothing there, and end by themselves or are revoked.
select relation, id::text as id, object_type, object_ref, axis_code, value_code, null as group_ref
from axis_internal.stale_reference
where relation in ('axis_assignment', 'axis_object_ownership')
order by relation, object_type, object_ref, axis_code, value_code, id;
