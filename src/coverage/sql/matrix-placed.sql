-- After cell.sql. The required cells of the objects that the filter keeps, with each object's place among them. An object is kept where one of its
-- required cells is of that owner and that state. Windows instead of a join of objects and cells, as in cell.sql.
, judged as (
  select
    group_ref, object_type, object_ref, value_code, state, owner_gov_code, source_anchor_ref,
    bool_or((:'owner'::text = '' or owner_gov_code = :'owner'::text) and (:'state'::text = '' or state = :'state'::text))
      over (partition by group_ref, object_type, object_ref) as kept
  from cell
  where (:'any_group'::boolean or group_ref is not distinct from nullif(:'group_ref'::text, ''))
    and (:'search'::text = '' or strpos(lower(object_ref), lower(:'search'::text)) > 0)
),
placed as (
  select
    group_ref, object_type, object_ref, value_code, state, owner_gov_code, source_anchor_ref,
    dense_rank() over (order by group_ref nulls last, object_type, object_ref) as place
  from judged
  where kept
)
