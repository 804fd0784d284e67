-- The required cells of a page of objects, a row each. An object is kept where one of its required cells is of that owner and that state.
with judged as (
  select
    group_ref, object_type, object_ref, value_code, state, owner_gov_code, source_anchor_ref,
    bool_or((:'owner'::text = '' or owner_gov_code = :'owner'::text) and (:'state'::text = '' or state = :'state'::text))
      over (partition by group_ref, object_type, object_ref) as kept
  from axis_internal.cell
  where axis_code = :'axis_code'
    and case
      when :'any_group'::boolean then true
      when :'group_ref'::text = '' then group_refs is null
      else group_refs && array(select tree.group_ref from axis_internal.group_tree() as tree where :'group_ref'::text = any (tree.above))
    end
    and (:'search'::text = '' or strpos(lower(object_ref), lower(:'search'::text)) > 0)
),
placed as (
  select
    group_ref, object_type, object_ref, value_code, state, owner_gov_code,
    case when state = 'inherited' then source_anchor_ref end as source_anchor_ref,
    dense_rank() over (order by group_ref nulls last, object_type, object_ref) as place
  from judged
  where kept
)
select object_type, object_ref, group_ref, :'axis_code'::text as axis_code, value_code, state, owner_gov_code, source_anchor_ref
from placed
where place > :'offset'::bigint and place <= :'offset'::bigint + :'limit'::bigint
order by place, value_code;
