-- Locks the approvals that a tier relies on, to the end of its transaction: whoever deletes or changes one waits for the tier, or the tier for him.
-- The rules are those of count-approvals.sql. Distinct signers are told apart after the lock: an e-mail may have changed while it waited.
select
  case when :'ratification_distinct_signers'::boolean then count(distinct relied_on.signer) else count(*) end as approvals,
  coalesce(current_setting('axis.gate', true) = 'shut', false) as simulated
from (
  select nullif(lower(btrim(to_jsonb(approval) ->> 'email', E' \t\r\n')), '') as signer
  from os_proposal_approvals as approval
  where (not :'ratification_agreement'::boolean or to_jsonb(approval) -> 'esignature_agreement' = 'true'::jsonb)
    and (
      not :'ratification_not_by_operator'::boolean or (
        jsonb_exists(:'approvals_of_others'::jsonb, to_jsonb(approval) ->> 'id')
        and (:'operator_email' = '' or lower(btrim(to_jsonb(approval) ->> 'email', E' \t\r\n')) is distinct from :'operator_email')
      )
    )
  limit case when :'ratification_distinct_signers'::boolean then null else :'ratification_minimum'::integer end
  for share
) as relied_on;
