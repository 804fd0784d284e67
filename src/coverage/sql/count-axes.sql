-- Coverage per active axis. stale_owner_cells: covered cells whose every owner is gone. untagged_objects: objects without any value.
with stale as materialized (
  select axis_code, object_type, object_ref, value_code, owner_gov_code
  from axis_internal.stale_owner
),
stale_cell as (
  select cell.axis_code, count(*) as cells
  from (
    select side.axis_code
    from (
      select object_type, object_ref, axis_code, value_code, true as required, null::boolean as gone
      from v_axis_required_cell
      where exists (select from stale)
      union all
      select owner.object_type, owner.object_ref, owner.axis_code, owner.value_code, false, stale.axis_code is not null
      from v_axis_effective_owner as owner
      left join stale
        on stale.axis_code = owner.axis_code
        and stale.value_code = owner.value_code
        and stale.object_type = owner.source_anchor_type
        and stale.object_ref = owner.source_anchor_ref
        and stale.owner_gov_code = owner.owner_gov_code
      -- Nothing is counted where nobody is gone.
      where exists (select from stale)
    ) as side
    group by side.object_type, side.object_ref, side.axis_code, side.value_code
    having bool_or(side.required) and bool_and(side.gone)
  ) as cell
  group by cell.axis_code
),
untagged as (
  select axis_code, count(*) as objects from v_axis_missing_assignment group by axis_code
)
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
  coalesce(stale_cell.cells, 0) as stale_owner_cells,
  coalesce(untagged.objects, 0) as untagged_objects
from v_axis_coverage_summary as summary
join axis_registry as axis on axis.axis_code = summary.axis_code
left join stale_cell on stale_cell.axis_code = summary.axis_code
left join untagged on untagged.axis_code = summary.axis_code
order by axis.created_at, axis.axis_code;
