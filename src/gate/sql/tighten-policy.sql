-- Each rule becomes the stricter of what the database and the profile ask for. Nothing is loosened here.
update axis_internal.gate_policy
set
  minimum_approvals = greatest(minimum_approvals, :'ratification_minimum'::integer),
  agreement = agreement or :'ratification_agreement'::boolean,
  distinct_signers = distinct_signers or :'ratification_distinct_signers'::boolean;
