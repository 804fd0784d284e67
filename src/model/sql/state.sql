-- What a lifecycle change may set in a row, as texts, of the rows that are named, and where each stands. A row that is gone is left out.
-- Texts, because a JSON null in a column of JSON would else be taken for an SQL null.
with touched as (
  select distinct relation, id as key, case when relation <> 'governance_object_ownership' then id::uuid end as id
  from jsonb_to_recordset(:'touched'::jsonb) as touched (relation text, id text)
)
select
  touched.relation, touched.key as id,
  jsonb_build_object(
    'axis_name', row.axis_name, 'status', row.status, 'lifecycle_status', row.lifecycle_status, 'changed_at', row.changed_at
  ) as state,
  jsonb_build_object('axis_code', row.axis_code) as place
from touched
join axis_registry as row on row.id = touched.id
where touched.relation = 'axis_registry'
union all
select
  touched.relation, touched.key,
  jsonb_build_object(
    'value_name', row.value_name, 'status', row.status, 'parent_value_code', row.parent_value_code, 'provenance', row.provenance::text,
    'changed_at', row.changed_at
  ),
  jsonb_build_object('axis_code', row.axis_code)
from touched
join axis_value as row on row.id = touched.id
where touched.relation = 'axis_value'
union all
select
  touched.relation, touched.key,
  jsonb_build_object(
    'confidence_threshold', row.confidence_threshold::text, 'staleness_days', row.staleness_days::text, 'status', row.status,
    'changed_at', row.changed_at
  ),
  jsonb_build_object('axis_code', row.axis_code)
from touched
join coverage_rule as row on row.id = touched.id
where touched.relation = 'coverage_rule'
union all
select
  touched.relation, touched.key,
  jsonb_build_object(
    'value_code', row.value_code, 'status', row.status, 'superseded_by', row.superseded_by, 'provenance', row.provenance::text,
    'zone', row.zone, 'changed_at', row.changed_at
  ),
  jsonb_build_object('axis_code', row.axis_code, 'object_type', row.object_type, 'object_ref', row.object_ref)
from touched
join axis_assignment as row on row.id = touched.id
where touched.relation = 'axis_assignment'
union all
select
  touched.relation, touched.key,
  jsonb_build_object('value_code', row.value_code, 'lifecycle_status', row.lifecycle_status, 'changed_at', row.changed_at),
  jsonb_build_object('axis_code', row.axis_code, 'object_type', row.object_type, 'object_ref', row.object_ref)
from touched
join axis_object_ownership as row on row.id = touched.id
where touched.relation = 'axis_object_ownership'
union all
select
  touched.relation, touched.key,
  jsonb_build_object(
    'value_code', row.value_code, 'moved', row.moved::text, 'expires_at', row.expires_at, 'ended_by', row.ended_by, 'ended_at', row.ended_at
  ),
  jsonb_build_object('axis_code', row.axis_code, 'object_type', row.object_type, 'object_ref', row.object_ref)
from touched
join axis_internal.waiver as row on row.id = touched.id
where touched.relation = 'axis_internal.waiver'
union all
select
  touched.relation, touched.key,
  jsonb_build_object('lifecycle_status', row.lifecycle_status, 'updated_by', row.updated_by, 'updated_at', row.updated_at),
  jsonb_build_object('object_type', row.object_type, 'object_ref', row.object_ref)
from touched
join governance_object_ownership as row on row.id = case when touched.id is null then touched.key::bigint end
where touched.relation = 'governance_object_ownership'
union all
select
  touched.relation, touched.key,
  jsonb_build_object(
    'cardinality', row.cardinality, 'missing', row.missing, 'tag_inheritance', row.tag_inheritance, 'owner_inheritance', row.owner_inheritance,
    'value_order', to_jsonb(row.value_order)::text, 'changed_at', row.changed_at
  ),
  jsonb_build_object('axis_code', row.axis_code)
from touched
join axis_internal.axis_semantics as row on row.id = touched.id
where touched.relation = 'axis_internal.axis_semantics'
order by relation, id;
