-- Locks the approvals that a tier relies on, to the end of its transaction: whoever deletes or changes one waits for the tier, or the tier for them.
-- Distinct signers are told apart after the lock: an e-mail may have changed while it waited.
select
  case
    when not :'ratification_distinct_signers'::boolean then pg_catalog.count(*)
    when :'ratification_not_by_operator'::boolean then least(
      pg_catalog.count(distinct relied_on.signer),
      pg_catalog.count(distinct relied_on.creator)
    )
    else pg_catalog.count(distinct relied_on.signer)
  end as approvals,
  coalesce(pg_catalog.current_setting('axis.gate'::text, true) = 'shut'::text, false) as simulated
from (select null::text as id, null::text as email, null::boolean as esignature_agreement) as missing
cross join lateral (
/* judge-approvals.sql */
  where judged.agreed and judged.signed and judged.of_others
  limit case when :'ratification_distinct_signers'::boolean then null else :'ratification_minimum'::integer end
  for share of approval
) as relied_on;
