-- Makes the rows that a change of the model made, or that its undo took away: of axes, then values, then rules, the tables that these stand on first.
-- A row that is put back is the very row, with its key and its stamps.
insert into axis_registry (
  id, axis_code, axis_name, axis_family, axis_kind, value_domain, owner_scope_ref, ownership_source, status, lifecycle_status, tag, created_by,
  created_at, changed_at
)
select
  made.id, made.axis_code, made.axis_name, made.axis_family, made.axis_kind, made.value_domain, made.owner_scope_ref, made.ownership_source,
  made.status, made.lifecycle_status, made.tag, made.created_by, coalesce(made.created_at, now()), made.changed_at
from jsonb_to_recordset(:'made'::jsonb) as asked (relation text, row jsonb)
cross join lateral jsonb_populate_record(null::axis_registry, asked.row) as made
where asked.relation = 'axis_registry';

insert into axis_value (
  id, axis_code, value_code, value_name, parent_value_code, status, provenance, tag, created_by, created_at, changed_at
)
select
  made.id, made.axis_code, made.value_code, made.value_name, made.parent_value_code, made.status, made.provenance, made.tag, made.created_by,
  coalesce(made.created_at, now()), made.changed_at
from jsonb_to_recordset(:'made'::jsonb) as asked (relation text, row jsonb)
cross join lateral jsonb_populate_record(null::axis_value, asked.row) as made
where asked.relation = 'axis_value';

insert into coverage_rule (
  id, rule_code, axis_code, applies_to, coverage_mode, confidence_threshold, staleness_days, required_owner_kind, status, tag, created_by,
  created_at, changed_at
)
select
  made.id, made.rule_code, made.axis_code, made.applies_to, made.coverage_mode, made.confidence_threshold, made.staleness_days, 'accountable',
  made.status, made.tag, made.created_by, coalesce(made.created_at, now()), made.changed_at
from jsonb_to_recordset(:'made'::jsonb) as asked (relation text, row jsonb)
cross join lateral jsonb_populate_record(null::coverage_rule, asked.row) as made
where asked.relation = 'coverage_rule';
