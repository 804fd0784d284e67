-- What the gate goes by: rows are signatures of people, and the profile's ratification says which of them are valid. Locks nothing.
-- Columns are read through jsonb: the table is not ours, and a missing column is unknown, which counts for nothing.
select
  count(*) as rows,
  count(*) filter (where not approval.agreed) as not_agreed,
  count(*) filter (where not approval.signed) as not_signed,
  count(*) filter (where not approval.of_others) as not_of_others,
  count(*) filter (where approval.agreed and approval.signed and approval.of_others) as valid_rows,
  case
    when :'ratification_distinct_signers'::boolean
    then count(distinct approval.signer) filter (where approval.agreed and approval.signed and approval.of_others)
    else count(*) filter (where approval.agreed and approval.signed and approval.of_others)
  end as approvals,
  coalesce(current_setting('axis.gate', true) = 'shut', false) as simulated
from (
  select
    row.signer,
    not :'ratification_agreement'::boolean or row.fields -> 'esignature_agreement' is not distinct from 'true'::jsonb as agreed,
    not :'ratification_distinct_signers'::boolean or row.signer is not null as signed,
    not :'ratification_not_by_operator'::boolean or (
      jsonb_exists(:'approvals_of_others'::jsonb, coalesce(row.fields ->> 'id', ''))
      and (:'operator_email' = '' or row.signer is distinct from :'operator_email')
    ) as of_others
  from (
    select
      to_jsonb(approval) as fields,
      nullif(lower(btrim(to_jsonb(approval) ->> 'email', E' \t\r\n')), '') as signer
    from os_proposal_approvals as approval
  ) as row
) as approval;
