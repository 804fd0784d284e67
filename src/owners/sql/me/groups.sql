-- Groups that one of these authorities answers for by a row on the group itself, with all groups below them.
with mine as (
  select distinct owner.object_ref as group_ref
  from v_axis_effective_owner as owner
  where owner.object_type = 'group' and owner.depth = 0 and owner.owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb)))
)
select coalesce(jsonb_agg(tree.group_ref order by tree.group_ref), '[]') as groups
from axis_internal.group_tree() as tree
where tree.above && array(select group_ref from mine);
