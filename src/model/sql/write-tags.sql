-- Tags that go, that are set, and that are made, in that order and in one statement: of an object and value one may be active at a time, of some axes
-- one of an object, and a row that gives way names the one that takes its place. What is set is what is named for a row, and nothing else.
with asked as materialized (
  select id, change, made from jsonb_to_recordset(:'changes'::jsonb) as asked (id uuid, change jsonb, made jsonb)
),
gone as (
  delete from axis_assignment as row
  using asked
  where asked.change is null and row.id = asked.id
  returning row.id
),
changed as (
  update axis_assignment as row
  set
    value_code = case when jsonb_exists(change, 'value_code') then change ->> 'value_code' else row.value_code end,
    status = case when jsonb_exists(change, 'status') then change ->> 'status' else row.status end,
    superseded_by = case when jsonb_exists(change, 'superseded_by') then (change ->> 'superseded_by')::uuid else row.superseded_by end,
    provenance = case when jsonb_exists(change, 'provenance') then (change ->> 'provenance')::jsonb else row.provenance end,
    changed_at = case when jsonb_exists(change, 'changed_at') then (change ->> 'changed_at')::timestamptz else row.changed_at end
  from asked
  where asked.change is not null and asked.made is null and row.id = asked.id and (select count(*) from gone) >= 0
  returning row.id
)
insert into axis_assignment (
  id, object_type, object_ref, axis_code, value_code, zone, confidence, match_score, provenance, evidence, assigned_kind, assigned_at, valid_from,
  valid_to, revision, superseded_by, status, tag, created_by, created_at, changed_at
)
select
  made.id, made.object_type, made.object_ref, made.axis_code, made.value_code, made.zone, made.confidence, made.match_score, made.provenance,
  made.evidence, made.assigned_kind, made.assigned_at, made.valid_from, made.valid_to, made.revision, made.superseded_by, made.status, made.tag,
  made.created_by, coalesce(made.created_at, now()), made.changed_at
from asked
cross join lateral jsonb_populate_record(null::axis_assignment, asked.made) as made
where asked.made is not null and (select count(*) from changed) >= 0;
