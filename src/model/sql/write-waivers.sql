-- As write-changes.sql, of waivers; apart, because Directus' role may not write them where an owner role has the axis objects.
-- What ends a waiver or sets its time is nothing of the model's: state.sql tells it only so that an undo sees it.
update axis_internal.waiver as row
set
  value_code = case when jsonb_exists(change, 'value_code') then change ->> 'value_code' else row.value_code end,
  moved = case when jsonb_exists(change, 'moved') then (change ->> 'moved')::jsonb else row.moved end
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id uuid, change jsonb)
where asked.relation = 'axis_internal.waiver' and row.id = asked.id;
