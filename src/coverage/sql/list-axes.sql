-- Coverage per active axis.
select
  axis.axis_code,
  axis.axis_name,
  axis.axis_kind,
  axis.status,
  summary.required as required_cells,
  summary.gap as gap_cells,
  summary.direct + summary.inherited as covered_cells,
  summary.direct as direct_cells,
  summary.inherited as inherited_cells,
  -- The rest: a view that an older build made has no column for it, and no waivers.
  summary.required - summary.gap - summary.direct - summary.inherited as waived_cells,
  -- Rounded down: 100 % must mean that no cell is open.
  floor(1000.0 * (summary.direct + summary.inherited) / nullif(summary.required, 0)) / 10 as coverage_percent,
  summary.ok,
  summary.low_conf,
  summary.stale,
  summary.quarantine,
  coalesce(stale_cell.cells, 0) as stale_owner_cells
from v_axis_coverage_summary as summary
join axis_registry as axis on axis.axis_code = summary.axis_code
left join stale_cell on stale_cell.axis_code = summary.axis_code
order by axis.created_at, axis.axis_code;
