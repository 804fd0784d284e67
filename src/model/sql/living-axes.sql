-- Active axes, the oldest first: their values, active rules, labels, tags and accountable owners, as a profile would name them.
select
  axis.axis_code,
  axis.axis_name,
  axis.axis_family,
  axis.axis_kind,
  axis.ownership_source = 'canonical' as is_canonical,
  axis.ownership_source = 'parallel' and axis.value_domain is not distinct from 'groups of v_object_containment' as is_containment,
  axis.tag,
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'rule_code', rule.rule_code,
      'applies_to', rule.applies_to,
      'coverage_mode', rule.coverage_mode,
      'confidence_threshold', rule.confidence_threshold,
      'staleness_days', rule.staleness_days
    ) order by rule.created_at, rule.rule_code), '[]')
    from coverage_rule as rule
    where rule.axis_code = axis.axis_code and rule.status = 'active'
  ) as rules,
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'value_code', value.value_code,
      'value_name', value.value_name,
      'parent_value_code', value.parent_value_code,
      'status', value.status,
      'provenance', value.provenance
    ) order by value.value_code), '[]')
    from axis_value as value
    where value.axis_code = axis.axis_code
  ) as "values",
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'value_code', map.value_code,
      'label_code', map.label_code,
      'map_kind', map.map_kind
    ) order by map.value_code, map.label_code), '[]')
    from topic_taxonomy_map as map
    where axis.axis_code = 'topic'
  ) as maps,
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'object_type', assignment.object_type,
      'object_ref', assignment.object_ref,
      'value_code', assignment.value_code,
      'zone', assignment.zone,
      'confidence', assignment.confidence,
      'assigned_kind', assignment.assigned_kind,
      'assigned_days_ago', greatest(0, floor(extract(epoch from assignment.created_at - assignment.assigned_at) / 86400)),
      'provenance', assignment.provenance
    ) order by assignment.object_type, assignment.object_ref, assignment.value_code), '[]')
    from axis_assignment as assignment
    where :'with_tags'::boolean and assignment.axis_code = axis.axis_code and assignment.status = 'active'
  ) as tags,
  (
    select coalesce(jsonb_agg(jsonb_build_object(
      'object_type', owner.object_type,
      'object_ref', owner.object_ref,
      'value_code', owner.value_code,
      'owner_gov_code', owner.owner_gov_code
    ) order by owner.object_type, owner.object_ref, owner.value_code), '[]')
    from axis_object_ownership as owner
    where :'with_owners'::boolean
      and owner.axis_code = axis.axis_code
      and owner.owner_kind = 'accountable'
      and owner.lifecycle_status = 'active'
      and (owner.effective_from is null or owner.effective_from <= now())
      and (owner.effective_to is null or owner.effective_to > now())
  ) as owners
from axis_registry as axis
where axis.status = 'active'
order by axis.created_at, axis.axis_code;
