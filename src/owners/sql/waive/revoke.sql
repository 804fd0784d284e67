update axis_internal.waiver set ended_at = clock_timestamp(), ended_by = :'actor' where id::text = :'waiver';
