-- The gate under the profile's rules: which source holds, what is counted there, or what is the matter. Judged in one place, axis_internal.
-- `lock_approvals`: whether the approvals relied on are locked to the end of the transaction.
select
  gate.source_table, gate.source_filter, gate.problem, gate.detail, gate.rows, gate.not_agreed, gate.not_signed, gate.not_of_others,
  gate.valid_rows, gate.approvals, gate.simulated
from axis_internal.read_approvals(
  nullif(:'ratification_source'::text, ''::text)::jsonb,
  :'ratification_minimum'::integer,
  :'ratification_agreement'::boolean,
  :'ratification_distinct_signers'::boolean,
  :'ratification_not_by_operator'::boolean,
  :'operator_email'::text,
  :'approvals_of_others'::jsonb,
  :'lock_approvals'::boolean
) as gate
