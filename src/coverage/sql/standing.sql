-- How an axis stands: one row. While it is not active, or not there, nothing counts.
select
  coalesce(summary.required, 0) as required_cells,
  coalesce(summary.gap, 0) as gap_cells,
  coalesce(summary.direct, 0) as direct_cells,
  coalesce(summary.inherited, 0) as inherited_cells,
  coalesce(summary.waived, 0) as waived_cells,
  coalesce(summary.ok, 0) as ok,
  coalesce(summary.low_conf, 0) as low_conf,
  coalesce(summary.stale, 0) as stale,
  coalesce(summary.quarantine, 0) as quarantine,
  (select count(*) from v_axis_missing_assignment as missing where missing.axis_code = asked.axis_code) as missing_assignments,
  (
    select coalesce(jsonb_agg(rule.rule_code order by rule.rule_code), '[]')
    from coverage_rule as rule
    where rule.axis_code = asked.axis_code
      and rule.status = 'active'
      and axis.status = 'active'
      and not exists (select from axis_value as value where value.axis_code = asked.axis_code and value.status = 'active')
  ) as rules_without_values
from (values (:'axis_code'::text)) as asked (axis_code)
left join axis_registry as axis on axis.axis_code = asked.axis_code
left join v_axis_coverage_summary as summary on summary.axis_code = asked.axis_code;
