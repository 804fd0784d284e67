update axis_internal.assignment_batch set effect = coalesce(effect, '{}') || :'effect'::jsonb where id = :'batch'::uuid;
