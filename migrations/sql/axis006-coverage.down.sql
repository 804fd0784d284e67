-- Drops the views of cells, dependants first. Never cascades.
drop view v_axis_coverage_summary;
drop view v_axis_assignment_quality;
drop view v_axis_coverage_gap;
drop view axis_internal.goal_figure;
drop view axis_internal.cell;
drop view v_axis_effective_owner;
drop view v_axis_required_cell;
