-- What the axis of groups comes to: its values are the groups that the profile names and those that contain an object; an object is owned where its
-- group, or one above it, has an owner in the profile.
with recursive owned as (
  select group_ref from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
  union
  select below.object_ref
  from owned
  join v_object_containment as below on below.parent_type = 'group' and below.parent_ref = owned.group_ref and below.object_type = 'group'
),
contained as (
  select parent_ref as group_ref from v_object_containment where parent_type = 'group' and object_type <> 'group'
)
select
  (
    select count(*)
    from (
      select group_ref from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
      union
      select group_ref from contained
    ) as named
  ) as groups,
  (select count(*) from contained where group_ref in (select group_ref from owned)) as owners;
