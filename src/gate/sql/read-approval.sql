-- Status of the approval request under which a tier is applied. The table is not ours: a missing column is unknown, which is not approved.
select pg_catalog.to_jsonb(request) ->> 'status'::text as status
from :"host_schema".approval_requests as request
where request.code::text = :'ratified_apr'::text;
