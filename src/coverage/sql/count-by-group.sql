-- Per group with such objects below it, all the way down, in the order of the tree; null for objects without one. Objects are counted by the set of
-- groups that contain them, and a set counts once for every group above it: nothing is counted twice in a group.
with tree as materialized (
  select group_ref, parent_ref, group_path, above from axis_internal.group_tree()
),
counted as materialized (
  select
    group_refs,
    count(distinct (object_type, object_ref)) as objects,
    count(*) as required,
    count(*) filter (where state in ('direct', 'inherited')) as covered,
    count(*) filter (where state = 'gap') as gap,
    count(*) filter (where state = 'waived') as waived
  from axis_internal.cell
  where axis_code = :'axis_code'
  group by group_refs
),
reached as (
  select distinct
    above.group_ref, counted.group_refs, counted.objects, counted.required, counted.covered, counted.gap, counted.waived
  from counted
  cross join unnest(counted.group_refs) as direct (group_ref)
  join tree on tree.group_ref = direct.group_ref
  cross join unnest(tree.above) as above (group_ref)
  union all
  select null, group_refs, objects, required, covered, gap, waived from counted where group_refs is null
),
rolled as (
  select
    group_ref,
    sum(objects)::bigint as objects,
    coalesce(sum(objects) filter (where group_ref is null or group_ref = any (group_refs)), 0)::bigint as direct_objects,
    sum(required)::bigint as required,
    sum(covered)::bigint as covered,
    sum(gap)::bigint as gap,
    sum(waived)::bigint as waived
  from reached
  group by group_ref
)
select
  rolled.group_ref,
  tree.parent_ref,
  to_jsonb(coalesce(tree.group_path, '{}')) as group_path,
  rolled.objects,
  rolled.direct_objects,
  rolled.required,
  rolled.covered,
  rolled.gap,
  rolled.waived,
  count(*) over () as total_count
from rolled
left join tree on tree.group_ref = rolled.group_ref
order by tree.group_path nulls last, rolled.group_ref
limit :'limit'::integer offset :'offset'::integer;
