-- Each group with what lies below it, all the way down: objects, and cells that nobody answers for. An object that reaches a group by several ways is
-- below it once.
with tree as materialized (
  select group_ref, parent_ref, above from axis_internal.group_tree()
),
gap as materialized (
  select object_type, object_ref, count(*) as cells from v_object_owner_gap group by object_type, object_ref
),
member as materialized (
  select object_type, object_ref, array_agg(distinct parent_ref::text) as group_refs
  from v_object_containment
  where object_type <> 'group' and parent_type = 'group'
  group by object_type, object_ref
),
below as (
  select distinct member.object_type, member.object_ref, member.group_refs, above.group_ref
  from member
  join tree on tree.group_ref = any (member.group_refs)
  cross join unnest(tree.above) as above (group_ref)
)
select
  below.group_ref,
  tree.parent_ref,
  count(*)::integer as objects,
  (count(*) filter (where below.group_ref = any (below.group_refs)))::integer as direct_objects,
  coalesce(sum(gap.cells), 0)::integer as gap_cells
from below
join tree on tree.group_ref = below.group_ref
left join gap on gap.object_type = below.object_type and gap.object_ref = below.object_ref
group by below.group_ref, tree.parent_ref
order by objects desc, below.group_ref;
