-- Whether the database asks for less than the profile, in any rule.
select 1 as looser
from axis_internal.gate_policy
where minimum_approvals < :'ratification_minimum'::integer
  or (not agreement and :'ratification_agreement'::boolean)
  or (not distinct_signers and :'ratification_distinct_signers'::boolean);
