-- What stands against revoking their acknowledgements. No row: nothing does.
select
  case when id is null then 'there is no such finding' else 'nobody acknowledged the finding, or it was revoked already' end as violation,
  given_id::text as finding, detector_code, axis_code, object_type, object_ref, value_code, count(*) over () as total_count
from asked
where acknowledgement_id is null
order by violation, given_id
limit :'limit'::integer;
