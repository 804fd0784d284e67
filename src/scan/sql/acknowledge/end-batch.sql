update axis_internal.assignment_batch set effect = effect || :'effect'::jsonb where id = :'batch'::uuid;
