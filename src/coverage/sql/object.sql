-- Every active value of the axis for one object, required or not, with who answers for it.
select
  value.value_code,
  exists (
    select from v_axis_required_cell as required
    where required.axis_code = :'axis_code'
      and required.value_code = value.value_code
      and required.object_type = :'object_type'
      and required.object_ref = :'object_ref'
  ) as required,
  owner.owner_gov_code,
  owner.owner_kind,
  owner.resolution,
  owner.depth,
  owner.source_anchor_type,
  owner.source_anchor_ref
from axis_value as value
left join v_axis_effective_owner as owner
  on owner.axis_code = :'axis_code'
  and owner.value_code = value.value_code
  and owner.object_type = :'object_type'
  and owner.object_ref = :'object_ref'
where value.axis_code = :'axis_code' and value.status = 'active'
order by value.value_code, owner.depth, owner.owner_gov_code;
