-- The one writer of lifecycle changes and of their undo: sets in each row what is named for it, and nothing else.
-- The guard judges every statement, also one that finds no row. changed_at is the trigger's, but for a transaction that names itself in axis.restore.
update axis_registry as row
set
  axis_name = case when jsonb_exists(change, 'axis_name') then change ->> 'axis_name' else row.axis_name end,
  status = case when jsonb_exists(change, 'status') then change ->> 'status' else row.status end,
  lifecycle_status = case when jsonb_exists(change, 'lifecycle_status') then change ->> 'lifecycle_status' else row.lifecycle_status end,
  changed_at = case when jsonb_exists(change, 'changed_at') then (change ->> 'changed_at')::timestamptz else row.changed_at end
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id uuid, change jsonb)
where asked.relation = 'axis_registry' and row.id = asked.id;

update axis_value as row
set
  value_name = case when jsonb_exists(change, 'value_name') then change ->> 'value_name' else row.value_name end,
  status = case when jsonb_exists(change, 'status') then change ->> 'status' else row.status end,
  parent_value_code = case when jsonb_exists(change, 'parent_value_code') then change ->> 'parent_value_code' else row.parent_value_code end,
  provenance = case when jsonb_exists(change, 'provenance') then (change ->> 'provenance')::jsonb else row.provenance end,
  changed_at = case when jsonb_exists(change, 'changed_at') then (change ->> 'changed_at')::timestamptz else row.changed_at end
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id uuid, change jsonb)
where asked.relation = 'axis_value' and row.id = asked.id;

update coverage_rule as row
set
  confidence_threshold = case
    when jsonb_exists(change, 'confidence_threshold') then (change ->> 'confidence_threshold')::numeric else row.confidence_threshold
  end,
  staleness_days = case when jsonb_exists(change, 'staleness_days') then (change ->> 'staleness_days')::integer else row.staleness_days end,
  status = case when jsonb_exists(change, 'status') then change ->> 'status' else row.status end,
  changed_at = case when jsonb_exists(change, 'changed_at') then (change ->> 'changed_at')::timestamptz else row.changed_at end
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id uuid, change jsonb)
where asked.relation = 'coverage_rule' and row.id = asked.id;

update axis_object_ownership as row
set
  value_code = case when jsonb_exists(change, 'value_code') then change ->> 'value_code' else row.value_code end,
  lifecycle_status = case when jsonb_exists(change, 'lifecycle_status') then change ->> 'lifecycle_status' else row.lifecycle_status end,
  changed_at = case when jsonb_exists(change, 'changed_at') then (change ->> 'changed_at')::timestamptz else row.changed_at end
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id uuid, change jsonb)
where asked.relation = 'axis_object_ownership' and row.id = asked.id;
