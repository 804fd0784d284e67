-- What is there and needs no owner, and why.
select object_type, object_ref, reason
from v_governance_object_inventory
where not requires_owner
order by object_type, object_ref;
