-- Every active value of the axis for one object, and (none) where that is a gap: which rules ask for it, and who answers for it, the nearest owner first.
select
  value.value_code,
  required.rule_codes is not null as required,
  (
    select coalesce(json_agg(json_build_object(
      'rule_code', rule.rule_code, 'applies_to', rule.applies_to, 'coverage_mode', rule.coverage_mode
    ) order by rule.rule_code), '[]')
    from coverage_rule as rule
    where rule.rule_code = any(required.rule_codes)
  ) as rules,
  owner.owner_gov_code,
  registry.name as owner_name,
  owner.owner_kind,
  owner.resolution,
  owner.depth,
  owner.source_anchor_type,
  owner.source_anchor_ref,
  -- Whoever has an owner needs no waiver.
  case when owner.depth is null then waiver.expires_at end as waived_until
from axis_internal.shown_value as value
left join v_axis_required_cell as required
  on required.axis_code = :'axis_code'
  and required.value_code = value.value_code
  and required.object_type = :'object_type'
  and required.object_ref = :'object_ref'
left join v_axis_effective_owner as owner
  on owner.axis_code = :'axis_code'
  and owner.value_code = value.value_code
  and owner.object_type = :'object_type'
  and owner.object_ref = :'object_ref'
left join :"authorities" as registry on registry.code = owner.owner_gov_code
left join axis_internal.waiver as waiver
  on waiver.axis_code = :'axis_code'
  and waiver.value_code = value.value_code
  and waiver.object_type = :'object_type'
  and waiver.object_ref = :'object_ref'
  and waiver.ended_at is null
  and waiver.expires_at > now()
where value.axis_code = :'axis_code'
order by value.position, value.value_code, owner.depth, owner.owner_gov_code, owner.source_anchor_type, owner.source_anchor_ref;
