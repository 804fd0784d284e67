-- The seal of a token, locked to the end of the transaction: of two runs with one token, one is the second.
select id, ratified_apr, to_jsonb(tiers) as tiers, parts, used_by, expires_at <= clock_timestamp() as expired, expires_at
from axis_internal.plan_seal
where token_sha256 = :'token_sha256'
for update;
