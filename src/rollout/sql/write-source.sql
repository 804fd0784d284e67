-- Lets the policy of the gate name another source. The policy is one row.
update axis_internal.gate_policy
set source_table = :'source_table', source_filter = :'source_filter'::jsonb;
