-- As write-changes.sql, of owners of the base model, whose keys are numbers.
update governance_object_ownership as row
set
  lifecycle_status = change ->> 'lifecycle_status',
  updated_by = change ->> 'updated_by',
  updated_at = (change ->> 'updated_at')::timestamptz
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id text, change jsonb)
where asked.relation = 'governance_object_ownership' and row.id = asked.id::bigint;
