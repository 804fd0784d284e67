-- What the gate goes by: rows are signatures of people, and the profile's ratification says which of them are valid. Locks nothing.
-- Of distinct signers who must not be the operator there are as many as addresses, or as users who created the rows: the smaller number.
select
  pg_catalog.count(*) as rows,
  pg_catalog.count(*) filter (where not approval.agreed) as not_agreed,
  pg_catalog.count(*) filter (where not approval.signed) as not_signed,
  pg_catalog.count(*) filter (where not approval.of_others) as not_of_others,
  pg_catalog.count(*) filter (where approval.valid) as valid_rows,
  case
    when not :'ratification_distinct_signers'::boolean then pg_catalog.count(*) filter (where approval.valid)
    when :'ratification_not_by_operator'::boolean then least(
      pg_catalog.count(distinct approval.signer) filter (where approval.valid),
      pg_catalog.count(distinct approval.creator) filter (where approval.valid)
    )
    else pg_catalog.count(distinct approval.signer) filter (where approval.valid)
  end as approvals,
  coalesce(pg_catalog.current_setting('axis.gate'::text, true) = 'shut'::text, false) as simulated
from (select null::text as id, null::text as email, null::boolean as esignature_agreement) as missing
cross join lateral (
/* judge-approvals.sql */
) as approval;
