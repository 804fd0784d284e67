-- What the base model alone says, under the names that the rollout gives it: one axis, whose values are the active scopes, and whose gaps are those of
-- v_object_owner_gap. Queries of coverage stand after these names while no axis is active; alone, this counts the cells.
with axis_registry as (
  select
    'responsibility'::text as axis_code, 'Responsibility'::text as axis_name, 'deterministic'::text as axis_kind, 'active'::text as status,
    'canonical'::text as ownership_source, now() as created_at
),
axis_value as (
  select 'responsibility'::text as axis_code, scope_code::text as value_code, 'active'::text as status
  from governance_responsibility_scope
  where status = 'active'
),
coverage_rule as (
  select null::text as rule_code, null::text as applies_to, null::text as coverage_mode where false
),
v_axis_effective_owner as (
  select
    owner.object_type, owner.object_ref, value.axis_code, value.value_code, owner.owner_gov_code, owner.owner_kind, owner.resolution, owner.depth,
    owner.source_anchor_type, owner.source_anchor_ref
  from v_object_effective_owner as owner
  join axis_value as value on value.value_code = owner.scope
),
first_gap as (
  select object_type, object_ref, scope as value_code from v_object_owner_gap
),
v_axis_required_cell as (
  select object.object_type, object.object_ref, value.axis_code, value.value_code, '{}'::text[] as rule_codes
  from v_governance_object_inventory as object
  cross join axis_value as value
  where object.requires_owner and object.born
  -- A project's own view may find gaps elsewhere; they are told all the same.
  union
  select object_type, object_ref, 'responsibility', value_code, '{}' from first_gap
),
first_cell as (
  select
    known.object_type, known.object_ref, known.axis_code, known.value_code, member.group_refs[1] as group_ref, member.group_refs,
    case when known.gap then 'gap' when known.depth = 0 then 'direct' else 'inherited' end as state,
    known.owner_gov_code, known.depth, known.source_anchor_ref
  from (
    select
      object_type, object_ref, 'responsibility'::text as axis_code, value_code, bool_or(gap) as gap, min(depth) as depth,
      max(owner_gov_code) filter (where nearest) as owner_gov_code,
      max(source_anchor_ref) filter (where nearest) as source_anchor_ref
    from (
      select
        object_type, object_ref, value_code, true as required, false as gap, null::text as owner_gov_code, null::integer as depth,
        null::text as source_anchor_ref, false as nearest
      from v_axis_required_cell
      union all
      select object_type, object_ref, value_code, false, true, null, null, null, false from first_gap
      union all
      select
        object_type, object_ref, value_code, false, false, owner_gov_code, depth, source_anchor_ref,
        row_number() over (
          partition by object_type, object_ref, value_code order by depth, owner_gov_code, source_anchor_type, source_anchor_ref
        ) = 1
      from v_axis_effective_owner
    ) as side
    group by object_type, object_ref, value_code
    having bool_or(required)
  ) as known
  left join (
    select object_type, object_ref, array_agg(distinct parent_ref::text order by parent_ref::text) as group_refs
    from v_object_containment
    where parent_type = 'group' and parent_ref is not null
    group by object_type, object_ref
  ) as member on member.object_type = known.object_type and member.object_ref = known.object_ref
),
first_shown_value as (
  select axis_code, value_code, 0 as position from axis_value
),
v_axis_missing_assignment as (
  select null::text as axis_code where false
),
first_stale_owner as (
  select
    null::text as axis_code, null::text as object_type, null::text as object_ref, null::text as value_code, null::text as owner_gov_code
  where false
),
first_waiver as (
  select
    null::text as axis_code, null::text as object_type, null::text as object_ref, null::text as value_code,
    null::text as approved_by, null::timestamptz as ended_at, null::timestamptz as expires_at
  where false
),
axis_object_ownership as (
  select
    null::text as axis_code, null::text as object_type, null::text as object_ref, null::text as value_code, null::text as owner_gov_code,
    null::text as owner_kind, null::text as lifecycle_status, null::timestamptz as effective_from, null::timestamptz as effective_to
  where false
),
v_axis_coverage_summary as (
  select
    axis.axis_code,
    count(cell.state) as required,
    count(cell.state) filter (where cell.state = 'gap') as gap,
    count(cell.state) filter (where cell.state = 'direct') as direct,
    count(cell.state) filter (where cell.state = 'inherited') as inherited,
    0::bigint as ok, 0::bigint as low_conf, 0::bigint as stale, 0::bigint as quarantine
  from axis_registry as axis
  left join first_cell as cell on cell.axis_code = axis.axis_code
  group by axis.axis_code
)
select count(*) as cells from first_cell;
