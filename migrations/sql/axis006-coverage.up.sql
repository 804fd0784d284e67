-- Cells: which are demanded, who answers for them, which are gaps, and how far assignments can be trusted. Only active axes, values and rules count.
-- Tags that come down the containment are joined apart: most axes inherit none, and keep the plans that they have without.
-- Reads v_governance_object_inventory and v_object_effective_owner; while these views exist PostgreSQL refuses to drop those.

create view v_axis_required_cell as
with governed_object as (
  select object_type, object_ref
  from v_governance_object_inventory
  where requires_owner and born
),
-- Rules are gathered per axis and object type first, so that no cell is ever grouped or sorted.
demand as (
  select
    rule.axis_code,
    kind.object_type,
    array_agg(rule.rule_code order by rule.rule_code) filter (where rule.coverage_mode = 'cross_product') as cross_rules,
    array_agg(rule.rule_code order by rule.rule_code) filter (where rule.coverage_mode = 'per_assignment') as assigned_rules
  from coverage_rule as rule
  join axis_registry as axis on axis.axis_code = rule.axis_code and axis.status = 'active'
  join (select distinct object_type from governed_object) as kind on rule.applies_to in ('*', kind.object_type)
  where rule.status = 'active'
  group by rule.axis_code, kind.object_type
)
select
  object.object_type,
  object.object_ref,
  value.axis_code,
  value.value_code,
  case
    when assignment.id is null and given.held_id is null then demand.cross_rules
    else array(select code from unnest(demand.cross_rules || demand.assigned_rules) as code order by code)
  end as rule_codes
from demand
join governed_object as object on object.object_type = demand.object_type
join axis_value as value on value.axis_code = demand.axis_code and value.status = 'active'
left join axis_assignment as assignment
  on demand.assigned_rules is not null
  and assignment.status = 'active'
  and assignment.object_type = object.object_type
  and assignment.object_ref = object.object_ref
  and assignment.axis_code = value.axis_code
  and assignment.value_code = value.value_code
left join axis_internal.inherited_tag as given
  on demand.assigned_rules is not null
  and given.object_type = object.object_type
  and given.object_ref = object.object_ref
  and given.axis_code = value.axis_code
  and given.value_code = value.value_code
where demand.cross_rules is not null
union all
select
  object.object_type,
  object.object_ref,
  value.axis_code,
  value.value_code,
  demand.assigned_rules as rule_codes
from demand
join axis_assignment as assignment
  on assignment.axis_code = demand.axis_code
  and assignment.object_type = demand.object_type
  and assignment.status = 'active'
join axis_value as value
  on value.axis_code = assignment.axis_code
  and value.value_code = assignment.value_code
  and value.status = 'active'
join governed_object as object
  on object.object_type = assignment.object_type
  and object.object_ref = assignment.object_ref
where demand.cross_rules is null
union all
-- left join … num_nonnulls() is an inner join that the planner does not take for one row, and so does not loop over the objects for each.
select
  object.object_type,
  object.object_ref,
  given.axis_code,
  given.value_code,
  demand.assigned_rules as rule_codes
from axis_internal.inherited_tag as given
left join demand
  on demand.axis_code = given.axis_code
  and demand.object_type = given.object_type
  and demand.cross_rules is null
left join governed_object as object
  on object.object_type = given.object_type
  and object.object_ref = given.object_ref
where num_nonnulls(demand.assigned_rules, object.object_ref) = 2
union all
-- An object without any value, of an axis to which that is a gap. Grouped, not joined: linear whatever the planner expects.
select
  side.object_type,
  side.object_ref,
  side.axis_code,
  '(none)' as value_code,
  max(side.rule_codes) as rule_codes
from (
  select object.object_type, object.object_ref, demand.axis_code, demand.assigned_rules as rule_codes, false as tagged
  from axis_internal.axis_semantics as semantics
  join demand on demand.axis_code = semantics.axis_code and demand.assigned_rules is not null
  join governed_object as object on object.object_type = demand.object_type
  where semantics.missing = 'gap'
  union all
  select tag.object_type, tag.object_ref, tag.axis_code, null, true
  from axis_internal.axis_semantics as semantics
  join axis_internal.effective_tag as tag on tag.axis_code = semantics.axis_code
  join axis_value as value on value.axis_code = tag.axis_code and value.value_code = tag.value_code and value.status = 'active'
  where semantics.missing = 'gap'
) as side
group by side.object_type, side.object_ref, side.axis_code
having count(side.rule_codes) > 0 and not bool_or(side.tagged);

comment on view v_axis_required_cell is 'Cells that an active rule demands. Grain: one distinct cell object × axis × value, even when several rules ask for it. rule_codes: the rules that ask, sorted. An object without any value has the cell (none) where its axis takes that for a gap.';
comment on column v_axis_required_cell.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_axis_required_cell.object_ref is 'Name of the object within its type.';
comment on column v_axis_required_cell.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_required_cell.value_code is 'Value of that axis, as in axis_value; or (none).';
comment on column v_axis_required_cell.rule_codes is 'Active rules that demand the cell, sorted; at least one.';

create view v_axis_effective_owner as
select
  owner.object_type,
  owner.object_ref,
  value.axis_code,
  value.value_code,
  owner.owner_gov_code,
  owner.owner_kind,
  owner.resolution,
  owner.depth,
  owner.source_anchor_type,
  owner.source_anchor_ref
from axis_registry as axis
join axis_value as value on value.axis_code = axis.axis_code and value.status = 'active'
join v_object_effective_owner as owner on owner.scope = value.value_code
where axis.status = 'active' and axis.ownership_source = 'canonical'
union all
select
  owner.object_type,
  owner.object_ref,
  owner.axis_code,
  owner.value_code,
  owner.owner_gov_code,
  owner.owner_kind,
  'direct' as resolution,
  0 as depth,
  owner.object_type as source_anchor_type,
  owner.object_ref as source_anchor_ref
from axis_object_ownership as owner
join axis_registry as axis
  on axis.axis_code = owner.axis_code and axis.status = 'active' and axis.ownership_source = 'parallel'
join axis_value as value
  on value.axis_code = owner.axis_code and value.value_code = owner.value_code and value.status = 'active'
where owner.owner_kind = 'accountable'
  and owner.lifecycle_status = 'active'
  and (owner.effective_from is null or owner.effective_from <= now())
  and (owner.effective_to is null or now() < owner.effective_to)
union all
select
  owner.object_type,
  owner.object_ref,
  owner.axis_code,
  owner.value_code,
  owner.owner_gov_code,
  'accountable' as owner_kind,
  'inherited' as resolution,
  owner.depth,
  owner.source_anchor_type,
  owner.source_anchor_ref
from axis_internal.inherited_owner as owner
join axis_registry as axis
  on axis.axis_code = owner.axis_code and axis.status = 'active' and axis.ownership_source = 'parallel'
join axis_value as value
  on value.axis_code = owner.axis_code and value.value_code = owner.value_code and value.status = 'active';

comment on view v_axis_effective_owner is 'Who answers for a cell now, group nodes included. Grain: one effective accountable owner of one object, axis and value. Canonical axes follow v_object_effective_owner, parallel ones axis_object_ownership, of the nearest above where the axis inherits owners. depth: steps up the containment, 0 = the object itself.';
comment on column v_axis_effective_owner.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_axis_effective_owner.object_ref is 'Name of the object within its type.';
comment on column v_axis_effective_owner.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_effective_owner.value_code is 'Value of that axis, as in axis_value.';
comment on column v_axis_effective_owner.owner_gov_code is 'Authority of governance_registry that answers for the cell.';
comment on column v_axis_effective_owner.owner_kind is 'accountable.';
comment on column v_axis_effective_owner.resolution is 'direct: a row on the object itself; inherited: a row on an anchor above it.';
comment on column v_axis_effective_owner.depth is 'Steps up the containment to the row, 0 = the object itself.';
comment on column v_axis_effective_owner.source_anchor_type is 'Kind of the object that carries the row.';
comment on column v_axis_effective_owner.source_anchor_ref is 'Name of the object that carries the row.';

-- Grouping instead of an anti join: the planner knows nothing of a recursive owner view and would loop over it per cell.
-- A waiver in force closes a cell as an owner does.
-- What the views say is stacked and grouped, never joined: the planner knows nothing of their rows, takes them for a handful and compares every cell
-- with every owner (18 million pairs at 1,015 objects). To group is linear whatever it expects. Columns that a query leaves out cost it nothing.
create view axis_internal.cell as
select
  known.object_type,
  known.object_ref,
  known.axis_code,
  known.value_code,
  member.group_refs[1] as group_ref,
  member.group_refs,
  known.rule_codes,
  case
    when known.depth = 0 then 'direct'
    when known.depth > 0 then 'inherited'
    when known.waived then 'waived'
    else 'gap'
  end as state,
  known.owner_gov_code,
  known.depth,
  known.source_anchor_ref,
  known.owners
from (
  select
    object_type,
    object_ref,
    axis_code,
    value_code,
    max(rule_codes) as rule_codes,
    bool_or(waived) as waived,
    min(depth) as depth,
    -- There is one nearest owner at most, so max only picks it.
    max(owner_gov_code) filter (where nearest) as owner_gov_code,
    max(source_anchor_ref) filter (where nearest) as source_anchor_ref,
    array_agg(distinct owner_gov_code order by owner_gov_code) filter (where owner_gov_code is not null) as owners
  from (
    select
      object_type, object_ref, axis_code, value_code, rule_codes, true as required, false as waived,
      null::text as owner_gov_code, null::integer as depth, null::text as source_anchor_ref, false as nearest
    from v_axis_required_cell
    union all
    select
      object_type, object_ref, axis_code, value_code, null, false, false, owner_gov_code, depth, source_anchor_ref,
      -- To the last: an owner with two anchors equally near comes from the same one whoever asks.
      row_number() over (
        partition by object_type, object_ref, axis_code, value_code
        order by depth, owner_gov_code, source_anchor_type, source_anchor_ref
      ) = 1
    from v_axis_effective_owner
    union all
    select object_type, object_ref, axis_code, value_code, null, false, true, null, null, null, false
    from axis_internal.waiver
    where ended_at is null and expires_at > now()
  ) as side
  group by object_type, object_ref, axis_code, value_code
  having bool_or(required)
) as known
left join (
  select object_type, object_ref, array_agg(distinct parent_ref::text order by parent_ref::text) as group_refs
  from v_object_containment
  where parent_type = 'group' and parent_ref is not null
  group by object_type, object_ref
) as member on member.object_type = known.object_type and member.object_ref = known.object_ref;

comment on view axis_internal.cell is 'The one definition of a cell and its state. Grain: one required cell object × axis × value. To be asked for one axis at a time.';
comment on column axis_internal.cell.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_internal.cell.object_ref is 'Name of the object within its type.';
comment on column axis_internal.cell.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.cell.value_code is 'Value of that axis, as in axis_value; or (none).';
comment on column axis_internal.cell.group_ref is 'Group that contains the object, the first by name where several do; null where none does.';
comment on column axis_internal.cell.group_refs is 'Every group that contains the object, by name; null where none does.';
comment on column axis_internal.cell.rule_codes is 'Active rules that demand the cell, sorted; at least one.';
comment on column axis_internal.cell.state is 'direct or inherited where somebody answers for it, by the nearest owner; else waived while a waiver is in force, else gap.';
comment on column axis_internal.cell.owner_gov_code is 'The nearest effective owner, the first by code and anchor of those equally near; null where nobody answers for it.';
comment on column axis_internal.cell.depth is 'Steps up the containment from the object to the nearest owner''s row, 0 = the object itself; null without an owner.';
comment on column axis_internal.cell.source_anchor_ref is 'Object or group that the nearest owner''s row stands on; null without an owner.';
comment on column axis_internal.cell.owners is 'Every effective owner at whatever depth, by code; null where there is none.';

create view v_axis_coverage_gap as
select object_type, object_ref, axis_code, value_code, rule_codes
from axis_internal.cell
where state = 'gap';

comment on view v_axis_coverage_gap is 'Required cells without an effective accountable owner and without a waiver in force. Grain: one cell.';
comment on column v_axis_coverage_gap.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_axis_coverage_gap.object_ref is 'Name of the object within its type.';
comment on column v_axis_coverage_gap.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_coverage_gap.value_code is 'Value of that axis, as in axis_value; or (none).';
comment on column v_axis_coverage_gap.rule_codes is 'Active rules that demand the cell, sorted; at least one.';

-- A set of groups counts once for each group above it, as in the counts by group; '' stands for every object. Nothing is counted while no goal stands.
create view axis_internal.goal_figure as
with standing as (
  select id, axis_code, coalesce(group_ref, '') as place, value_code
  from axis_internal.goal
  where ended_at is null
),
counted as materialized (
  select
    axis_code,
    value_code,
    group_refs,
    count(*) as required,
    count(*) filter (where state in ('direct', 'inherited')) as covered
  from axis_internal.cell
  where axis_code = any (array(select standing.axis_code from standing)) and exists (select from standing)
  group by axis_code, value_code, group_refs
),
tree as materialized (
  select group_ref, above from axis_internal.group_tree()
),
summed as (
  select place, axis_code, value_code, sum(required) as required, sum(covered) as covered
  from (
    select '' as place, axis_code, value_code, required, covered
    from counted
    union all
    select within.place, within.axis_code, within.value_code, within.required, within.covered
    from (
      select distinct
        above.group_ref as place, counted.axis_code, counted.value_code, counted.group_refs, counted.required, counted.covered
      from counted
      cross join unnest(counted.group_refs) as direct (group_ref)
      join tree on tree.group_ref = direct.group_ref
      cross join unnest(tree.above) as above (group_ref)
      join (select distinct standing.place from standing) as wanted on wanted.place = above.group_ref
    ) as within
  ) as reached
  group by place, axis_code, value_code
)
select
  standing.id as goal_id,
  coalesce(sum(summed.required), 0)::bigint as required,
  coalesce(sum(summed.covered), 0)::bigint as covered
from standing
left join summed
  on summed.axis_code = standing.axis_code
  and summed.place = standing.place
  and (standing.value_code is null or summed.value_code = standing.value_code)
group by standing.id;

comment on view axis_internal.goal_figure is 'Where each standing goal is now, in cells. Grain: one goal that nobody ended. 0 of 0 where its axis is not active, or its group or value demands nothing.';
comment on column axis_internal.goal_figure.goal_id is 'The goal, as in axis_internal.goal.';
comment on column axis_internal.goal_figure.required is 'Required cells of its axis, group and value.';
comment on column axis_internal.goal_figure.covered is 'Those of them with an effective accountable owner.';

create view v_axis_assignment_quality as
with quality_rule as (
  select
    axis_code,
    applies_to,
    max(confidence_threshold) as confidence_threshold,
    min(nullif(staleness_days, 0)) as staleness_days
  from coverage_rule
  where status = 'active'
  group by axis_code, applies_to
),
judged as (
  select
    assignment.id,
    assignment.object_type,
    assignment.object_ref,
    assignment.axis_code,
    assignment.value_code,
    assignment.zone,
    assignment.confidence,
    assignment.provenance,
    assignment.assigned_at,
    max(rule.confidence_threshold) as confidence_threshold,
    min(rule.staleness_days) as staleness_days
  from axis_assignment as assignment
  left join quality_rule as rule
    on rule.axis_code = assignment.axis_code and rule.applies_to in ('*', assignment.object_type)
  where assignment.status = 'active'
  group by assignment.id
)
select
  id as assignment_id,
  object_type,
  object_ref,
  axis_code,
  value_code,
  zone,
  confidence,
  assigned_at,
  coalesce(confidence_threshold, 0) as confidence_threshold,
  coalesce(staleness_days, 0) as staleness_days,
  case
    when zone = 'quarantine' then 'quarantine'
    when provenance is null or provenance = 'null'::jsonb then 'missing_provenance'
    when confidence is null or confidence < coalesce(confidence_threshold, 0) then 'low_confidence'
    -- No tag is older than a million days, and PostgreSQL knows no date so long ago.
    when assigned_at < now() - make_interval(days => case when staleness_days < 1000000 then staleness_days end) then 'stale'
    else 'ok'
  end as quality_flag
from judged;

comment on view v_axis_assignment_quality is 'How far an assignment can be trusted. Grain: one active assignment. quality_flag: the first that holds of quarantine, missing_provenance, low_confidence, stale, ok.';
comment on column v_axis_assignment_quality.assignment_id is 'The assignment, as in axis_assignment.id.';
comment on column v_axis_assignment_quality.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_axis_assignment_quality.object_ref is 'Name of the object within its type.';
comment on column v_axis_assignment_quality.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_assignment_quality.value_code is 'Value of that axis, as in axis_value.';
comment on column v_axis_assignment_quality.zone is 'approved, candidate or quarantine.';
comment on column v_axis_assignment_quality.confidence is 'How sure the assigner is, 0..1; null where it does not say.';
comment on column v_axis_assignment_quality.assigned_at is 'When it was assigned; staleness counts from here.';
comment on column v_axis_assignment_quality.confidence_threshold is 'Highest threshold of the active rules that apply, 0..1; 0 where none does.';
comment on column v_axis_assignment_quality.staleness_days is 'Smallest staleness of the active rules that apply, in days; 0 = never stale.';
comment on column v_axis_assignment_quality.quality_flag is 'The first that holds of quarantine, missing_provenance, low_confidence, stale, ok.';

-- Grouping instead of a join, for the same reason as above. All owners of a cell count once, at the nearest depth.
create view v_axis_coverage_summary as
with cell_count as (
  select
    axis_code,
    count(*) as required,
    count(*) filter (where state = 'gap') as gap,
    count(*) filter (where state = 'waived') as waived,
    count(*) filter (where state = 'direct') as direct,
    count(*) filter (where state = 'inherited') as inherited
  from axis_internal.cell
  group by axis_code
),
-- An assignment to a value that is not active counts as none.
quality_count as (
  select
    quality.axis_code,
    count(*) filter (where quality.quality_flag = 'ok') as ok,
    count(*) filter (where quality.quality_flag = 'low_confidence') as low_conf,
    count(*) filter (where quality.quality_flag = 'stale') as stale,
    count(*) filter (where quality.quality_flag = 'quarantine') as quarantine
  from v_axis_assignment_quality as quality
  join axis_value as value
    on value.axis_code = quality.axis_code
    and value.value_code = quality.value_code
    and value.status = 'active'
  group by quality.axis_code
)
select
  axis.axis_code,
  coalesce(cell.required, 0) as required,
  coalesce(cell.gap, 0) as gap,
  coalesce(cell.direct, 0) as direct,
  coalesce(cell.inherited, 0) as inherited,
  coalesce(quality.ok, 0) as ok,
  coalesce(quality.low_conf, 0) as low_conf,
  coalesce(quality.stale, 0) as stale,
  coalesce(quality.quarantine, 0) as quarantine,
  coalesce(cell.waived, 0) as waived
from axis_registry as axis
left join cell_count as cell on cell.axis_code = axis.axis_code
left join quality_count as quality on quality.axis_code = axis.axis_code
where axis.status = 'active';

comment on view v_axis_coverage_summary is 'Coverage at a glance. Grain: one active axis. required = gap + direct + inherited + waived, in cells; ok, low_conf, stale, quarantine count active assignments to active values by quality flag.';
comment on column v_axis_coverage_summary.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_coverage_summary.required is 'Required cells.';
comment on column v_axis_coverage_summary.gap is 'Required cells without an effective accountable owner and without a waiver in force.';
comment on column v_axis_coverage_summary.direct is 'Required cells whose nearest owner stands on the object itself.';
comment on column v_axis_coverage_summary.inherited is 'Required cells whose nearest owner stands above the object.';
comment on column v_axis_coverage_summary.ok is 'Assignments without a finding.';
comment on column v_axis_coverage_summary.low_conf is 'Assignments with less confidence than their rules ask for, or none.';
comment on column v_axis_coverage_summary.stale is 'Assignments older than their rules allow.';
comment on column v_axis_coverage_summary.quarantine is 'Assignments in quarantine.';
comment on column v_axis_coverage_summary.waived is 'Required cells without an owner whose waiver is in force.';
