-- An axis with its values, of whatever status, and what it asks for beyond the usual: one row, or none.
select
  axis.id,
  axis.axis_code,
  axis.axis_name,
  axis.ownership_source,
  axis.status,
  (
    select coalesce(jsonb_agg(jsonb_build_object('id', id, 'value_code', value_code, 'value_name', value_name) order by value_code), '[]')
    from axis_value
    where axis_code = axis.axis_code
  ) as values,
  (
    select jsonb_build_object(
      'id', id, 'cardinality', cardinality, 'missing', missing, 'tag_inheritance', tag_inheritance, 'owner_inheritance', owner_inheritance,
      'value_order', to_jsonb(value_order)
    )
    from axis_internal.axis_semantics
    where axis_code = axis.axis_code
  ) as semantics
from axis_registry as axis
where axis.axis_code = :'axis_code';
