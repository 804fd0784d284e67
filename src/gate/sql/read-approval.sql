-- Status of the approval request under which a tier is applied. The table is not ours: a missing column is unknown, which is not approved.
select to_jsonb(request) ->> 'status' as status
from approval_requests as request
where request.code = :'ratified_apr';
