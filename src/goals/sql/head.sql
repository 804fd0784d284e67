-- Shared head: standing goals with where they are now, and what scans saw of them since they were set, until their day is over.
-- A scan that required nothing of a goal tells nothing of it. What scans saw is compared as counts; percents are for people.
with standing as (
  select
    goal.id, goal.axis_code, goal.group_ref, goal.value_code, goal.percent, goal.due_on, goal.reason, goal.created_by, goal.created_at,
    (goal.due_on + 1)::timestamp at time zone 'UTC' as over_at,
    figure.required, figure.covered
  from axis_internal.goal as goal
  join axis_internal.goal_figure as figure on figure.goal_id = goal.id
  where goal.ended_at is null
),
-- Each scan is opened once, whatever the number of goals.
figures as materialized (
  select
    standing.id, scan.scan_id, scan.finished_at,
    (told.figures ->> 'required_cells')::bigint as required_cells, (told.figures ->> 'covered_cells')::bigint as covered_cells
  from governance_scan_run as scan
  cross join lateral jsonb_each(scan.summary -> 'goals') as told (goal_id, figures)
  join standing
    on standing.id::text = told.goal_id and scan.finished_at >= standing.created_at and scan.finished_at < standing.over_at
  where scan.finished_at >= (select min(created_at) from standing)
    and (told.figures ->> 'required_cells')::bigint > 0
),
first_scan as (
  select distinct on (id) * from figures order by id, scan_id
),
last_scan as (
  select distinct on (id) * from figures order by id, scan_id desc
),
seen as (
  select
    standing.*,
    first_scan.scan_id as first_scan_id, first_scan.finished_at as first_scan_at,
    first_scan.required_cells as first_required, first_scan.covered_cells as first_covered,
    last_scan.scan_id as last_scan_id, last_scan.finished_at as last_scan_at,
    last_scan.required_cells as last_required, last_scan.covered_cells as last_covered,
    extract(epoch from last_scan.finished_at - first_scan.finished_at) as gone_s,
    extract(epoch from standing.over_at - first_scan.finished_at) as whole_s
  from standing
  left join first_scan on first_scan.id = standing.id
  left join last_scan on last_scan.id = standing.id
),
-- What the line demands at the last scan, times scale, so that nothing is divided before it is compared.
line as (
  select
    seen.*,
    first_required * whole_s as scale,
    case
      when last_scan_id > first_scan_id then 100 * first_covered * (whole_s - gone_s) + percent * first_required * gone_s
    end as demanded
  from seen
),
goal as (
  select
    id::text as id, axis_code, group_ref, value_code, percent::double precision as percent, due_on::text as due_on,
    case
      when over_at <= now() then
        case when last_scan_id is null then 'unknown' when 100 * last_covered >= percent * last_required then 'met' else 'missed' end
      when required = 0 then 'unknown'
      when 100 * covered >= percent * required then 'met'
      when demanded is null then 'unknown'
      when 100 * last_covered * scale >= demanded * last_required then 'on_track'
      else 'behind'
    end as state,
    required as required_cells,
    covered as covered_cells,
    -- Rounded down: 100 % must mean that no cell is open.
    (floor(1000.0 * covered / nullif(required, 0)) / 10)::double precision as coverage_percent,
    first_scan_at,
    (floor(1000.0 * first_covered / first_required) / 10)::double precision as first_percent,
    last_scan_at,
    (floor(1000.0 * last_covered / last_required) / 10)::double precision as last_percent,
    (floor(10 * demanded / scale) / 10)::double precision as expected_percent,
    reason, created_by, created_at
  from line
)
