select
  count(*) filter (where row_before is null) as deleted,
  count(*) filter (where row_before is not null) as restored,
  count(*) filter (where relation = 'governance_object_ownership') as canonical
from axis_internal.assignment_row
where batch_id = :'batch'::uuid;
