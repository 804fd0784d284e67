-- The accountable rows of an authority that are in effect: of the axes that were named, and on the groups that were named or on what lies in them.
-- Without axes and groups all of them, also for a value that no active axis has.
create temporary table axis_place on commit drop as
select 'group'::text as object_type, tree.group_ref as object_ref
from axis_internal.group_tree() as tree
where tree.above && array(select jsonb_array_elements_text(:'groups'::jsonb))
union
select contained.object_type::text, contained.object_ref::text
from v_object_containment as contained
where contained.parent_type = 'group'
  and contained.parent_ref in (
    select tree.group_ref
    from axis_internal.group_tree() as tree
    where tree.above && array(select jsonb_array_elements_text(:'groups'::jsonb))
  );

analyze pg_temp.axis_place;

with standing as (
  select
    'governance_object_ownership' as relation,
    owner.id::text as row_key,
    (
      select min(value.axis_code)
      from axis_value as value
      join axis_registry as axis on axis.axis_code = value.axis_code and axis.ownership_source = 'canonical' and axis.status = 'active'
      where value.value_code = owner.scope
        and (:'axes'::jsonb = '[]' or :'axes'::jsonb @> to_jsonb(value.axis_code))
    ) as axis_code,
    owner.object_type,
    owner.object_ref,
    owner.scope as value_code,
    coalesce(owner.is_inherited_anchor, false) as is_anchor,
    owner.effective_to,
    to_jsonb(owner) as row_before
  from governance_object_ownership as owner
  where owner.owner_gov_code = :'from' and owner.owner_kind = 'accountable' and owner.lifecycle_status = 'active'
  union all
  select
    'axis_object_ownership', owner.id::text, owner.axis_code, owner.object_type, owner.object_ref, owner.value_code, false, owner.effective_to,
    to_jsonb(owner)
  from axis_object_ownership as owner
  where owner.owner_gov_code = :'from' and owner.owner_kind = 'accountable' and owner.lifecycle_status = 'active'
)
insert into pg_temp.axis_ending (
  relation, row_key, axis_code, object_type, object_ref, value_code, owner_gov_code, is_anchor, effective_to, row_before
)
select
  relation, row_key, axis_code, object_type, object_ref, value_code, :'from', is_anchor, effective_to, row_before
from standing
where (effective_to is null or effective_to > now())
  and coalesce((row_before ->> 'effective_from')::timestamptz <= now(), true)
  and (:'axes'::jsonb = '[]' or :'axes'::jsonb @> to_jsonb(axis_code))
  and (:'groups'::jsonb = '[]' or (object_type, object_ref) in (select object_type, object_ref from pg_temp.axis_place));

analyze pg_temp.axis_ending;
