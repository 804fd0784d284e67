-- Which objects there are, and cells with several owners.
select
  count(*) filter (where object.requires_owner and object.born) as objects,
  (select count(*) from v_object_owner_conflict) as conflicts,
  count(*) filter (where not (object.requires_owner and object.born)) as left_out
from v_governance_object_inventory as object;
