-- The coverage views. Only active axes, values and rules count.
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
    when assignment.id is null then demand.cross_rules
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
where demand.cross_rules is null;

comment on view v_axis_required_cell is
  'Cells that an active rule demands. Grain: one distinct cell object × axis × value, even when several rules ask for it. rule_codes: the rules that ask, sorted.';

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
  and (owner.effective_to is null or now() < owner.effective_to);

comment on view v_axis_effective_owner is
  'Who answers for a cell now, group nodes included. Grain: one effective accountable owner of one object, axis and value. Canonical axes follow v_object_effective_owner, parallel ones axis_object_ownership. depth: steps up the containment, 0 = the object itself.';

-- Grouping instead of an anti join: the planner knows nothing of a recursive owner view and would loop over it per cell.
create view v_axis_coverage_gap as
select
  object_type,
  object_ref,
  axis_code,
  value_code,
  max(rule_codes) as rule_codes
from (
  select object_type, object_ref, axis_code, value_code, rule_codes, false as owned
  from v_axis_required_cell
  union all
  select object_type, object_ref, axis_code, value_code, null, true
  from v_axis_effective_owner
) as side
group by object_type, object_ref, axis_code, value_code
having not bool_or(owned);

comment on view v_axis_coverage_gap is 'Required cells without an effective accountable owner. Grain: one cell.';

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
    when assigned_at < now() - make_interval(days => staleness_days) then 'stale'
    else 'ok'
  end as quality_flag
from judged;

comment on view v_axis_assignment_quality is
  'How far an assignment can be trusted. Grain: one active assignment. quality_flag: the first that holds of quarantine, missing_provenance, low_confidence, stale, ok.';

-- Grouping instead of a join, for the same reason as above. All owners of a cell count once, at the nearest depth.
create view v_axis_coverage_summary as
with cell as (
  select axis_code, min(depth) as depth
  from (
    select object_type, object_ref, axis_code, value_code, true as required, null::integer as depth
    from v_axis_required_cell
    union all
    select object_type, object_ref, axis_code, value_code, false, depth
    from v_axis_effective_owner
  ) as side
  group by object_type, object_ref, axis_code, value_code
  having bool_or(required)
),
cell_count as (
  select
    axis_code,
    count(*) as required,
    count(*) filter (where depth is null) as gap,
    count(*) filter (where depth = 0) as direct,
    count(*) filter (where depth > 0) as inherited
  from cell
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
  coalesce(quality.quarantine, 0) as quarantine
from axis_registry as axis
left join cell_count as cell on cell.axis_code = axis.axis_code
left join quality_count as quality on quality.axis_code = axis.axis_code
where axis.status = 'active';

comment on view v_axis_coverage_summary is
  'Coverage at a glance. Grain: one active axis. required = gap + direct + inherited, in cells; ok, low_conf, stale, quarantine count active assignments to active values by quality flag.';

-- What the columns say; one word means one thing in every view.
do $block$
declare
  silent record;
begin
  for silent in
    select attribute.attrelid::regclass as relation, dictionary.name, dictionary.meaning
    from (values
      ('assignment_id', 'The assignment, as in axis_assignment.id.'),
      ('object_type', 'Kind of the object, e.g. collection or group.'),
      ('object_ref', 'Name of the object within its type.'),
      ('axis_code', 'Axis, as in axis_registry.'),
      ('value_code', 'Value of that axis, as in axis_value.'),
      ('rule_codes', 'Active rules that demand the cell, sorted; at least one.'),
      ('owner_gov_code', 'Authority of governance_registry that answers for the cell.'),
      ('owner_kind', 'accountable.'),
      ('resolution', 'direct: a row on the object itself; inherited: a row on an anchor above it.'),
      ('depth', 'Steps up the containment to the row, 0 = the object itself.'),
      ('source_anchor_type', 'Kind of the object that carries the row.'),
      ('source_anchor_ref', 'Name of the object that carries the row.'),
      ('zone', 'approved, candidate or quarantine.'),
      ('confidence', 'How sure the assigner is, 0..1; null where it does not say.'),
      ('assigned_at', 'When it was assigned; staleness counts from here.'),
      ('confidence_threshold', 'Highest threshold of the active rules that apply, 0..1; 0 where none does.'),
      ('staleness_days', 'Smallest staleness of the active rules that apply, in days; 0 = never stale.'),
      ('quality_flag', 'The first that holds of quarantine, missing_provenance, low_confidence, stale, ok.'),
      ('required', 'Required cells.'),
      ('gap', 'Required cells without an effective accountable owner.'),
      ('direct', 'Required cells whose nearest owner stands on the object itself.'),
      ('inherited', 'Required cells whose nearest owner stands above the object.'),
      ('ok', 'Assignments without a finding.'),
      ('low_conf', 'Assignments with less confidence than their rules ask for, or none.'),
      ('stale', 'Assignments older than their rules allow.'),
      ('quarantine', 'Assignments in quarantine.')
    ) as dictionary (name, meaning)
    join pg_attribute as attribute on attribute.attname = dictionary.name
    where attribute.attrelid in (
      'v_axis_required_cell'::regclass, 'v_axis_effective_owner'::regclass, 'v_axis_coverage_gap'::regclass,
      'v_axis_assignment_quality'::regclass, 'v_axis_coverage_summary'::regclass
    )
      and col_description(attribute.attrelid, attribute.attnum) is null
    order by attribute.attrelid::regclass::text, attribute.attnum
  loop
    execute format('comment on column %s.%I is %L', silent.relation, silent.name, silent.meaning);
  end loop;
end
$block$;
