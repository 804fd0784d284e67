-- Screens leave out what is gone: objects that are neither in the inventory nor a group. Topics in a circle are shown, under a sign.
-- Otherwise as in axis008.

create or replace view v_ui_topic_tree as
with recursive circle as materialized (
  select value_code from axis_internal.value_circle where axis_code = 'topic'
),
there as (
  select object_type, object_ref from v_governance_object_inventory
  union
  select parent_type, parent_ref from v_object_containment
),
assigned as (
  select assignment.value_code, count(*) as objects
  from axis_assignment as assignment
  join there on there.object_type = assignment.object_type and there.object_ref = assignment.object_ref
  where assignment.axis_code = 'topic' and assignment.status = 'active'
  group by assignment.value_code
),
tree as (
  select
    value.value_code, value.value_name, value.parent_value_code, value.status, value.provenance,
    0 as depth, array[value.value_code] as path
  from axis_value as value
  where value.axis_code = 'topic' and value.parent_value_code is null
  union all
  -- No root leads to a circle: each of its values hangs under a sign instead of its parent.
  select
    value.value_code, value.value_name, value.parent_value_code, value.status, value.provenance,
    1, array['↻', value.value_code]
  from axis_value as value
  join circle on circle.value_code = value.value_code
  where value.axis_code = 'topic'
  union all
  select
    child.value_code, child.value_name, child.parent_value_code, child.status, child.provenance,
    tree.depth + 1, tree.path || child.value_code
  from tree
  join axis_value as child on child.axis_code = 'topic' and child.parent_value_code = tree.value_code
  where not exists (select from circle where circle.value_code = child.value_code)
)
select
  tree.value_code,
  tree.value_name,
  tree.parent_value_code,
  tree.status,
  tree.depth,
  tree.path,
  tree.provenance,
  coalesce(assigned.objects, 0) as assigned_objects,
  array(
    select map.label_code from topic_taxonomy_map as map where map.value_code = tree.value_code order by map.label_code
  ) as label_codes
from tree
left join assigned on assigned.value_code = tree.value_code;

comment on view v_ui_topic_tree is
  'Topics as a tree, of whatever status. Grain: one topic value. depth: 0 for a root; path: from the root to the value, for a value in a circle from ↻; assigned_objects: active assignments of objects that are there, to the value itself.';

create or replace view v_ui_lane as
select
  assignment.id as assignment_id,
  assignment.object_type,
  assignment.object_ref,
  assignment.axis_code,
  assignment.value_code,
  assignment.zone,
  owner.owner_gov_code,
  case
    when assignment.zone = 'quarantine' then 'candidate'
    when assignment.zone = 'approved' or owner.owner_gov_code is not null then 'official'
    else 'candidate'
  end as lane
from axis_assignment as assignment
join axis_registry as axis on axis.axis_code = assignment.axis_code and axis.status = 'active'
join axis_value as value
  on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
left join (
  select object_type, object_ref, axis_code, value_code, min(owner_gov_code) as owner_gov_code
  from v_axis_effective_owner
  group by object_type, object_ref, axis_code, value_code
) as owner
  on owner.axis_code = assignment.axis_code
  and owner.value_code = assignment.value_code
  and owner.object_type = assignment.object_type
  and owner.object_ref = assignment.object_ref
where assignment.status = 'active'
  and exists (
    select from (
      select object_type, object_ref from v_governance_object_inventory
      union
      select parent_type, parent_ref from v_object_containment
    ) as there
    where there.object_type = assignment.object_type and there.object_ref = assignment.object_ref
  );

comment on view v_ui_lane is
  'Which lane an assignment is in. Grain: one active assignment of an active axis and value, of an object that is there. lane: official (approved or owned) or candidate (needs review); quarantine is never official.';
