-- Test help: the base model's inventory and containment read tables, and one function loads a world and answers what the views say of it.
create table test_object (object_type text, object_ref text, requires_owner boolean, born boolean);
create table test_containment (object_type text, object_ref text, parent_type text, parent_ref text);

create or replace view v_governance_object_inventory as
select object_type, object_ref, null::text as group_ref, null::text as governance_role, null::text as coverage_status, requires_owner, born
from test_object;

create or replace view v_object_containment as
select object_type, object_ref, parent_type, parent_ref from test_containment;

create function load_world(world jsonb) returns jsonb language plpgsql as $function$
begin
  insert into test_object
  select type, ref, requires_owner, born
  from jsonb_to_recordset(world -> 'objects') as row (type text, ref text, requires_owner boolean, born boolean);

  insert into test_containment
  select pair #>> '{child,type}', pair #>> '{child,ref}', pair #>> '{parent,type}', pair #>> '{parent,ref}'
  from jsonb_array_elements(world -> 'containment') as pair;

  insert into axis_registry (axis_code, axis_name, axis_family, axis_kind, ownership_source, status)
  select axis, axis, 'label', 'uncertain', source, status
  from jsonb_to_recordset(world -> 'axes') as row (axis text, status text, source text);

  insert into axis_value (axis_code, value_code, status)
  select axis, value, status
  from jsonb_to_recordset(world -> 'values') as row (axis text, value text, status text);

  -- Tags come before the wish for one value, so that there are objects with two.
  insert into axis_assignment (
    object_type, object_ref, axis_code, value_code, zone, confidence, provenance, assigned_kind, assigned_at, status
  )
  select
    type, ref, axis, value, zone, confidence,
    case provenance when 'json null' then 'null'::jsonb when 'known' then '{}'::jsonb end,
    'agent', now() - make_interval(days => age_days), status
  from jsonb_to_recordset(world -> 'assignments') as row (
    type text, ref text, axis text, value text, zone text, confidence numeric, provenance text, age_days integer, status text
  );

  insert into axis_internal.axis_semantics (axis_code, cardinality, missing, tag_inheritance, owner_inheritance, value_order)
  select
    axis, cardinality, missing, tags, owners, array(select jsonb_array_elements_text("order"))
  from jsonb_to_recordset(world -> 'semantics')
    as row (axis text, cardinality text, missing text, tags text, owners text, "order" jsonb);

  insert into coverage_rule (rule_code, axis_code, applies_to, coverage_mode, confidence_threshold, staleness_days, status)
  select rule, axis, applies_to, mode, threshold, staleness, status
  from jsonb_to_recordset(world -> 'rules')
    as row (rule text, axis text, applies_to text, mode text, threshold numeric, staleness integer, status text);

  insert into axis_object_ownership (
    object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, effective_from, effective_to
  )
  select
    type, ref, axis, value, owner, kind, status, now() + make_interval(days => "from"), now() + make_interval(days => "to")
  from jsonb_to_recordset(world -> 'parallel') as row (
    type text, ref text, axis text, value text, owner text, kind text, status text, "from" integer, "to" integer
  );

  insert into governance_object_ownership (
    object_type, object_ref, scope, owner_gov_code, owner_kind, lifecycle_status, is_inherited_anchor, effective_to
  )
  select type, ref, scope, owner, kind, status, anchor, case when kind = 'delegated' then now() + interval '1 day' end
  from jsonb_to_recordset(world -> 'canonical')
    as row (type text, ref text, scope text, owner text, kind text, status text, anchor boolean);

  insert into axis_internal.waiver (
    object_type, object_ref, axis_code, value_code, reason, approved_by, expires_at, created_at, ended_by, ended_at, moved
  )
  select
    type, ref, axis, value, 'is being rebuilt', approved_by,
    now() + make_interval(days => days_left), now() - interval '2 days',
    case when ended then 'test' end, case when ended then now() end,
    (select jsonb_agg(jsonb_build_object('from', moved)) from jsonb_array_elements_text(moved_from) as moved)
  from jsonb_to_recordset(world -> 'waivers') as row (
    type text, ref text, axis text, value text, approved_by text, days_left integer, ended boolean, moved_from jsonb
  );

  return jsonb_build_object(
    'required', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code, 'value', value_code, 'rules', rule_codes)) from v_axis_required_cell),
    'owners', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code, 'value', value_code, 'owner', owner_gov_code,
      'resolution', resolution, 'depth', depth, 'anchor_type', source_anchor_type, 'anchor_ref', source_anchor_ref)) from v_axis_effective_owner),
    'gaps', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code, 'value', value_code, 'rules', rule_codes)) from v_axis_coverage_gap),
    'quality', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code, 'value', value_code, 'flag', quality_flag,
      'threshold', confidence_threshold, 'staleness', staleness_days)) from v_axis_assignment_quality),
    'summary', (select jsonb_agg(jsonb_build_object(
      'axis', axis_code, 'required', required, 'gap', gap, 'direct', direct, 'inherited', inherited,
      'ok', ok, 'low_conf', low_conf, 'stale', stale, 'quarantine', quarantine, 'waived', waived)) from v_axis_coverage_summary),
    'tags', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code, 'value', value_code, 'depth', depth,
      'anchor_type', source_anchor_type, 'anchor_ref', source_anchor_ref))
      from axis_internal.effective_tag join axis_value using (axis_code, value_code) where axis_value.status = 'active'),
    'missing', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code)) from v_axis_missing_assignment),
    'crowded', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code)) from v_drift_finding where detector_code = 'several_values'),
    'waivers', (select jsonb_agg(jsonb_build_object(
      'type', object_type, 'ref', object_ref, 'axis', axis_code, 'value', value_code, 'approved_by', approved_by,
      'days_left', round(extract(epoch from expires_at - now()) / 86400), 'ended', ended_at is not null,
      'moved_from', jsonb_path_query_array(coalesce(moved, '[]'), '$[*].from'))) from axis_internal.waiver)
  );
end
$function$;
