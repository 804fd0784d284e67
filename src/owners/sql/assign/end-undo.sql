update axis_internal.assignment_batch set undone_by = :'actor', undone_at = clock_timestamp(), undone_in = :'run'::uuid where id = :'batch'::uuid;
