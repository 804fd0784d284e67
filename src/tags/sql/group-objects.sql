-- The governed objects below a group, at any depth.
select object.object_type, object.object_ref
from v_governance_object_inventory as object
where object.requires_owner
  and object.born
  and (object.object_type, object.object_ref) in (
    select contained.object_type, contained.object_ref
    from v_object_containment as contained
    where contained.parent_type = 'group'
      and contained.parent_ref in (select tree.group_ref from axis_internal.group_tree() as tree where :'group_ref' = any (tree.above))
  )
order by object.object_type, object.object_ref;
