-- Shared head: the findings that were asked for, each once, with the acknowledgement of each that nobody ended.
with asked as (
  select
    drift.id, drift.detector_code, drift.severity, drift.state, drift.axis_code, drift.object_type, drift.object_ref, drift.value_code, drift.detail,
    given.id as given_id, standing.acknowledgement_id,
    standing.state = 'in_force' and standing.until_day = :'until'::date and standing.reason = :'reason'::text as is_so_already
  from (
    select distinct asked.finding::uuid as id from jsonb_array_elements_text(:'findings'::jsonb) as asked (finding)
  ) as given
  left join governance_drift_state as drift on drift.id = given.id
  left join axis_internal.finding_acknowledgement as standing on standing.drift_id = drift.id
)
