-- As write-changes.sql, of waivers; apart, because Directus' role may not write them where an owner role has the axis objects.
-- What sets its time is nothing of the model's: state.sql tells it only so that an undo sees it. 'now' is the time of the transaction.
update axis_internal.waiver as row
set
  value_code = case when jsonb_exists(change, 'value_code') then change ->> 'value_code' else row.value_code end,
  moved = case when jsonb_exists(change, 'moved') then (change ->> 'moved')::jsonb else row.moved end,
  ended_by = case when jsonb_exists(change, 'ended_by') then change ->> 'ended_by' else row.ended_by end,
  ended_at = case when jsonb_exists(change, 'ended_at') then (change ->> 'ended_at')::timestamptz else row.ended_at end
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id uuid, change jsonb)
where asked.relation = 'axis_internal.waiver' and row.id = asked.id;
