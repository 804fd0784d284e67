update axis_internal.gate_policy
set source_table = :'source_table', source_filter = :'source_filter'::jsonb;
