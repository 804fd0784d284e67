update axis_internal.assignment_batch set undone_by = :'actor', undone_at = clock_timestamp() where id = :'batch'::uuid;
