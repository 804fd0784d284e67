select
  batch.id::text as id, batch.axis_code, batch.owner_gov_code, batch.from_gov_code, batch.kind, batch.group_ref, batch.reason,
  batch.requested_by, batch.requested_at, case when batch.undone_at is null then 'applied' else 'undone' end as state,
  batch.undone_by, batch.undone_at, batch.effect
from axis_internal.assignment_batch as batch
where batch.id::text = :'batch';
