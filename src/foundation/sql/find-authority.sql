-- The authority, held to the end of the transaction.
select to_jsonb(authority) as row
from governance_registry as authority
where authority.code = :'code'
for update;
