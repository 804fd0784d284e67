-- As insert-rows.sql, of what axes ask for; apart, because Directus' role may not write it where an owner role has the axis objects.
insert into axis_internal.axis_semantics (
  id, axis_code, cardinality, missing, tag_inheritance, owner_inheritance, value_order, created_by, created_at, changed_at
)
select
  made.id, made.axis_code, made.cardinality, made.missing, made.tag_inheritance, made.owner_inheritance, made.value_order, made.created_by,
  coalesce(made.created_at, now()), made.changed_at
from jsonb_to_recordset(:'made'::jsonb) as asked (relation text, row jsonb)
cross join lateral jsonb_populate_record(null::axis_internal.axis_semantics, asked.row) as made
where asked.relation = 'axis_internal.axis_semantics';
