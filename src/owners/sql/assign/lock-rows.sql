-- The rows of the batch that are still there: nobody changes them until this transaction ends. Those of the base model are not locked, which takes
-- UPDATE, and an owner role has none: their delete compares them once more.
select owner.id
from axis_internal.assignment_row as entry
join axis_object_ownership as owner on owner.id = entry.row_key::uuid
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_object_ownership'
order by owner.id
for update of owner;

select waiver.id
from axis_internal.assignment_row as entry
join axis_internal.waiver as waiver on waiver.id = entry.row_key::uuid
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_internal.waiver'
order by waiver.id
for update of waiver;

select acknowledgement.id
from axis_internal.assignment_row as entry
join axis_internal.acknowledgement on acknowledgement.id = entry.row_key::uuid
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_internal.acknowledgement'
order by acknowledgement.id
for update of acknowledgement;

select goal.id
from axis_internal.assignment_row as entry
join axis_internal.goal as goal on goal.id = entry.row_key::uuid
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_internal.goal'
order by goal.id
for update of goal;
