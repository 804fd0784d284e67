-- The four views of axis002 and axis008 again, and no waiver. Columns cannot be taken from a view: the three that have one more are made anew.
-- Their comments are kept aside, because columns keep their meaning.
create temporary table axis_kept_comment on commit drop as
select class.relname, attribute.attname, description.description
from pg_description as description
join pg_class as class on class.oid = description.objoid and description.classoid = 'pg_class'::regclass
left join pg_attribute as attribute on attribute.attrelid = class.oid and attribute.attnum = description.objsubid and description.objsubid > 0
where class.oid in ('v_axis_coverage_summary'::regclass, 'v_ui_axis_browser'::regclass, 'v_ui_coverage_dashboard'::regclass)
  and coalesce(attribute.attname, '') not in ('waived', 'waived_cells');

drop view v_ui_coverage_dashboard;
drop view v_ui_axis_browser;
drop view v_axis_coverage_summary;

create or replace view v_axis_coverage_gap as
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

create view v_ui_axis_browser as
select
  registered.axis_code,
  registered.axis_name,
  registered.axis_family,
  registered.axis_kind,
  registered.ownership_source,
  registered.status,
  registered.lifecycle_status,
  registered.values_active,
  registered.rules_active,
  registered.assignments_active,
  registered.owners_active,
  coalesce(summary.required, 0) as required_cells,
  coalesce(summary.gap, 0) as gap_cells
from v_axis_registry_coverage as registered
left join v_axis_coverage_summary as summary on summary.axis_code = registered.axis_code;

create view v_ui_coverage_dashboard as
select
  coverage.active_axes,
  coverage.required_cells,
  coverage.gap_cells,
  coverage.direct_cells,
  coverage.inherited_cells,
  (select count(*) from v_ui_lane where lane = 'official') as official_assignments,
  (select count(*) from v_ui_lane where lane = 'candidate') as candidate_assignments,
  (select count(*) from v_ui_review_queue) as to_review,
  drift.open_findings,
  drift.critical_findings,
  (select max(finished_at) from governance_scan_run) as last_scan_at
from (
  select
    count(*) as active_axes,
    coalesce(sum(required), 0)::bigint as required_cells,
    coalesce(sum(gap), 0)::bigint as gap_cells,
    coalesce(sum(direct), 0)::bigint as direct_cells,
    coalesce(sum(inherited), 0)::bigint as inherited_cells
  from v_axis_coverage_summary
) as coverage
cross join (
  select
    count(*) as open_findings,
    count(*) filter (where severity = 'critical') as critical_findings
  from governance_drift_state
  where state = 'open'
) as drift;

do $block$
declare
  kept record;
begin
  for kept in select relname, attname, description from pg_temp.axis_kept_comment order by relname, attname nulls first loop
    if kept.attname is null then
      execute format('comment on view %I is %L', kept.relname, kept.description);
    else
      execute format('comment on column %I.%I is %L', kept.relname, kept.attname, kept.description);
    end if;
  end loop;
end
$block$;

comment on view v_axis_coverage_summary is
  'Coverage at a glance. Grain: one active axis. required = gap + direct + inherited, in cells; ok, low_conf, stale, quarantine count active assignments to active values by quality flag.';
comment on column v_axis_coverage_summary.gap is 'Required cells without an effective accountable owner.';
comment on column v_ui_axis_browser.gap_cells is 'Required cells without an effective accountable owner.';
comment on column v_ui_coverage_dashboard.gap_cells is 'Required cells without an effective accountable owner.';

drop table pg_temp.axis_kept_comment;

drop table axis_internal.waiver;
