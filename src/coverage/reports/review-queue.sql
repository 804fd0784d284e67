-- Assignments that a person should look at, the longest waiting first; of one lane where one is asked for.
select
  assignment_id::text as assignment_id, object_type, object_ref, axis_code, value_code, zone, lane, owner_gov_code,
  confidence::double precision as confidence, quality_flag, assigned_at, count(*) over () as total_count
from v_ui_review_queue
where :'lane' in ('', lane)
order by assigned_at, axis_code, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
