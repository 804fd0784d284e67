-- The views of axis008 again.

create or replace view v_ui_topic_tree as
with recursive tree as (
  select
    value.value_code, value.value_name, value.parent_value_code, value.status, value.provenance,
    0 as depth, array[value.value_code] as path
  from axis_value as value
  where value.axis_code = 'topic' and value.parent_value_code is null
  union all
  select
    child.value_code, child.value_name, child.parent_value_code, child.status, child.provenance,
    tree.depth + 1, tree.path || child.value_code
  from tree
  join axis_value as child on child.axis_code = 'topic' and child.parent_value_code = tree.value_code
)
select
  tree.value_code,
  tree.value_name,
  tree.parent_value_code,
  tree.status,
  tree.depth,
  tree.path,
  tree.provenance,
  (
    select count(*) from axis_assignment as assignment
    where assignment.axis_code = 'topic' and assignment.value_code = tree.value_code and assignment.status = 'active'
  ) as assigned_objects,
  array(
    select map.label_code from topic_taxonomy_map as map where map.value_code = tree.value_code order by map.label_code
  ) as label_codes
from tree;

comment on view v_ui_topic_tree is
  'Topics as a tree, of whatever status. Grain: one topic value. depth: 0 for a root; path: from the root to the value; assigned_objects: active assignments to the value itself.';

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
where assignment.status = 'active';

comment on view v_ui_lane is
  'Which lane an assignment is in. Grain: one active assignment of an active axis and value. lane: official (approved or owned) or candidate (needs review); quarantine is never official.';
