-- After matrix-placed.sql. The required cells of a page of objects, a row each.
select
  object_type,
  object_ref,
  group_ref,
  :'axis_code'::text as axis_code,
  value_code,
  state,
  owner_gov_code,
  case when state = 'inherited' then source_anchor_ref end as source_anchor_ref
from placed
where place > :'offset'::bigint and place <= :'offset'::bigint + :'limit'::bigint
order by place, value_code;
