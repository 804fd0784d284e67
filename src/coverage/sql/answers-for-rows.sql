-- The accountable owner rows of an authority that are in effect, anchors first: what a transfer of all would hand over.
with standing as (
  select
    'governance_object_ownership' as relation,
    (
      select min(value.axis_code)
      from axis_value as value
      join axis_registry as axis on axis.axis_code = value.axis_code and axis.ownership_source = 'canonical' and axis.status = 'active'
      where value.value_code = owner.scope
    ) as axis_code,
    owner.object_type, owner.object_ref, owner.scope as value_code,
    coalesce(owner.is_inherited_anchor, false) as is_anchor,
    (to_jsonb(owner) ->> 'effective_from')::timestamptz as effective_from,
    owner.effective_to
  from governance_object_ownership as owner
  where owner.owner_gov_code = :'code' and owner.owner_kind = 'accountable' and owner.lifecycle_status = 'active'
  union all
  select
    'axis_object_ownership', owner.axis_code, owner.object_type, owner.object_ref, owner.value_code, owner.object_type = 'group',
    owner.effective_from, owner.effective_to
  from axis_object_ownership as owner
  where owner.owner_gov_code = :'code' and owner.owner_kind = 'accountable' and owner.lifecycle_status = 'active'
)
select
  relation, axis_code, object_type, object_ref, value_code, :'code' as owner_gov_code, is_anchor,
  count(*) over () as total_count,
  count(*) filter (where is_anchor) over () as anchor_count
from standing
where coalesce(effective_from <= now(), true) and coalesce(effective_to > now(), true)
order by is_anchor desc, axis_code nulls last, object_type, object_ref, value_code
limit :'limit'::integer;
