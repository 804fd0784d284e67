-- As write-changes.sql, of what axes ask for; apart for the same reason as insert-semantics.sql.
update axis_internal.axis_semantics as row
set
  cardinality = case when jsonb_exists(change, 'cardinality') then change ->> 'cardinality' else row.cardinality end,
  missing = case when jsonb_exists(change, 'missing') then change ->> 'missing' else row.missing end,
  tag_inheritance = case when jsonb_exists(change, 'tag_inheritance') then change ->> 'tag_inheritance' else row.tag_inheritance end,
  owner_inheritance = case when jsonb_exists(change, 'owner_inheritance') then change ->> 'owner_inheritance' else row.owner_inheritance end,
  value_order = case
    when jsonb_exists(change, 'value_order') then array(
      select code from jsonb_array_elements_text((change ->> 'value_order')::jsonb) with ordinality as listed (code, place) order by place
    )
    else row.value_order
  end,
  changed_at = case when jsonb_exists(change, 'changed_at') then (change ->> 'changed_at')::timestamptz else row.changed_at end
from jsonb_to_recordset(:'changes'::jsonb) as asked (relation text, id uuid, change jsonb)
where asked.relation = 'axis_internal.axis_semantics' and row.id = asked.id;
