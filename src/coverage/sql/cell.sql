-- Continues the head of waivers.sql: required cells of one axis with the nearest owner and the group that contains the object.
, object_group as (
  select object_type, object_ref, min(parent_ref) as group_ref
  from v_object_containment
  where parent_type = 'group'
  group by object_type, object_ref
),
nearest_owner as (
  select distinct on (object_type, object_ref, value_code)
    object_type, object_ref, value_code, owner_gov_code, depth, source_anchor_ref
  from v_axis_effective_owner
  where axis_code = :'axis_code'
  -- To the last: an owner with two anchors equally near comes from the same one on every page, the one that object.sql tells first.
  order by object_type, object_ref, value_code, depth, owner_gov_code, source_anchor_type, source_anchor_ref
),
cell as (
  select
    required.object_type,
    required.object_ref,
    required.axis_code,
    required.value_code,
    object_group.group_ref,
    owner.owner_gov_code,
    owner.depth,
    owner.source_anchor_ref,
    case
      when owner.depth = 0 then 'direct'
      when owner.depth > 0 then 'inherited'
      when waiver.expires_at is not null then 'waived'
      else 'gap'
    end as state
  from v_axis_required_cell as required
  left join nearest_owner as owner
    on owner.object_type = required.object_type
    and owner.object_ref = required.object_ref
    and owner.value_code = required.value_code
  left join object_group
    on object_group.object_type = required.object_type
    and object_group.object_ref = required.object_ref
  left join waiver
    on waiver.object_type = required.object_type
    and waiver.object_ref = required.object_ref
    and waiver.value_code = required.value_code
  where required.axis_code = :'axis_code'
)
