-- Each group with what lies below it, all the way down: objects, and cells that nobody answers for.
with recursive containment as materialized (
  select object_type, object_ref, parent_type, parent_ref from v_object_containment
),
gap as materialized (
  select object_type, object_ref, count(*) as cells from v_object_owner_gap group by object_type, object_ref
),
-- union: an object that reaches a group by several ways, or around a circle, is below it once.
below (object_type, object_ref, group_ref) as (
  select object_type, object_ref, parent_ref from containment where object_type <> 'group' and parent_type = 'group'
  union
  select below.object_type, below.object_ref, containment.parent_ref
  from below
  join containment on containment.object_type = 'group' and containment.object_ref = below.group_ref and containment.parent_type = 'group'
)
select
  below.group_ref,
  (select min(containment.parent_ref) from containment where containment.object_type = 'group' and containment.object_ref = below.group_ref) as parent_ref,
  count(*)::integer as objects,
  (count(*) filter (
    where exists (
      select from containment
      where containment.object_type = below.object_type and containment.object_ref = below.object_ref and containment.parent_ref = below.group_ref
    )
  ))::integer as direct_objects,
  coalesce(sum(gap.cells), 0)::integer as gap_cells
from below
left join gap on gap.object_type = below.object_type and gap.object_ref = below.object_ref
group by below.group_ref
order by objects desc, below.group_ref;
