-- Continues the head of waivers.sql: required cells of one axis with the nearest owner and the group that contains the object.
-- What the views say is stacked and grouped, never joined: the planner knows nothing of their rows, takes them for a handful and compares every cell
-- with every owner (18 million pairs at 1,015 objects). To group is linear whatever it expects.
, nearest_owner as (
  select distinct on (object_type, object_ref, value_code)
    object_type, object_ref, value_code, owner_gov_code, depth, source_anchor_ref
  from v_axis_effective_owner
  where axis_code = :'axis_code'
  -- To the last: an owner with two anchors equally near comes from the same one on every page, the one that object.sql tells first.
  order by object_type, object_ref, value_code, depth, owner_gov_code, source_anchor_type, source_anchor_ref
),
side as (
  select
    object_type, object_ref, value_code, true as required, false as waived,
    null::text as owner_gov_code, null::integer as depth, null::text as source_anchor_ref, null::text as group_ref
  from v_axis_required_cell
  where axis_code = :'axis_code'
  union all
  select object_type, object_ref, value_code, false, false, owner_gov_code, depth, source_anchor_ref, null
  from nearest_owner
  union all
  select object_type, object_ref, value_code, false, true, null, null, null, null
  from waiver
  union all
  -- Of the object, not of one of its cells.
  select object_type, object_ref, null, false, false, null, null, null, parent_ref
  from v_object_containment
  where parent_type = 'group'
),
-- A cell has one nearest owner at most, so max only picks it.
known as (
  select
    object_type,
    object_ref,
    value_code,
    bool_or(required) as required,
    bool_or(waived) as waived,
    max(owner_gov_code) as owner_gov_code,
    max(depth) as depth,
    max(source_anchor_ref) as source_anchor_ref,
    min(min(group_ref)) over (partition by object_type, object_ref) as group_ref
  from side
  group by object_type, object_ref, value_code
),
cell as (
  select
    object_type,
    object_ref,
    :'axis_code'::text as axis_code,
    value_code,
    group_ref,
    owner_gov_code,
    depth,
    source_anchor_ref,
    case
      when depth = 0 then 'direct'
      when depth > 0 then 'inherited'
      when waived then 'waived'
      else 'gap'
    end as state
  from known
  where required
)
