-- Axes of whatever status, with what is registered for them and their coverage.
select
  registered.axis_code,
  registered.axis_name,
  registered.axis_family,
  registered.axis_kind,
  registered.ownership_source,
  registered.status,
  registered.lifecycle_status,
  registered.values_candidate,
  registered.values_active,
  registered.values_deprecated,
  registered.values_retired,
  registered.rules_active,
  registered.assignments_active,
  registered.owners_active,
  browser.required_cells,
  browser.gap_cells,
  count(*) over () as total_count
from v_axis_registry_coverage as registered
join v_ui_axis_browser as browser on browser.axis_code = registered.axis_code
order by registered.axis_code
limit :'limit'::integer offset :'offset'::integer;
