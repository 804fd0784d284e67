select
  count(*) filter (where change = 'inserted') as deleted,
  count(*) filter (where change = 'superseded') as restored,
  count(*) filter (where relation = 'governance_object_ownership') as canonical
from axis_internal.assignment_row
where batch_id = :'batch'::uuid;
