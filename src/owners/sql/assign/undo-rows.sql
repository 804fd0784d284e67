-- Takes the batch's rows of the axis away, then puts back, as they were to the letter, the ones that gave way to them.
delete from axis_object_ownership as owner
using axis_internal.assignment_row as entry
where entry.batch_id = :'batch'::uuid
  and entry.relation = 'axis_object_ownership'
  and owner.id = entry.row_key::uuid;

insert into axis_object_ownership
select restored.*
from axis_internal.assignment_row as entry
cross join lateral jsonb_populate_record(null::axis_object_ownership, entry.row_before) as restored
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_object_ownership' and entry.row_before is not null
order by restored.object_type, restored.object_ref, restored.value_code;

-- The same with waivers.
delete from axis_internal.waiver as waiver
using axis_internal.assignment_row as entry
where entry.batch_id = :'batch'::uuid
  and entry.relation = 'axis_internal.waiver'
  and waiver.id = entry.row_key::uuid;

insert into axis_internal.waiver
select restored.*
from axis_internal.assignment_row as entry
cross join lateral jsonb_populate_record(null::axis_internal.waiver, entry.row_before) as restored
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_internal.waiver' and entry.row_before is not null
order by restored.object_type, restored.object_ref, restored.value_code;

-- The same with acknowledgements.
delete from axis_internal.acknowledgement
using axis_internal.assignment_row as entry
where entry.batch_id = :'batch'::uuid
  and entry.relation = 'axis_internal.acknowledgement'
  and acknowledgement.id = entry.row_key::uuid;

insert into axis_internal.acknowledgement
select restored.*
from axis_internal.assignment_row as entry
cross join lateral jsonb_populate_record(null::axis_internal.acknowledgement, entry.row_before) as restored
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_internal.acknowledgement' and entry.row_before is not null
order by restored.detector_code, restored.object_type, restored.object_ref, restored.value_code, restored.id;

-- The same with goals.
delete from axis_internal.goal as goal
using axis_internal.assignment_row as entry
where entry.batch_id = :'batch'::uuid
  and entry.relation = 'axis_internal.goal'
  and goal.id = entry.row_key::uuid;

insert into axis_internal.goal
select restored.*
from axis_internal.assignment_row as entry
cross join lateral jsonb_populate_record(null::axis_internal.goal, entry.row_before) as restored
where entry.batch_id = :'batch'::uuid and entry.relation = 'axis_internal.goal' and entry.row_before is not null
order by restored.id;
