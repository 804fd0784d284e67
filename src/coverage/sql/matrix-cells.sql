-- Every required cell, in the order of the matrix' rows.
select object_type, object_ref, group_ref, value_code, state, owner_gov_code,
  case when state = 'inherited' then source_anchor_ref end as source_anchor_ref
from cell
order by group_ref nulls last, object_type, object_ref, value_code;
