select id from axis_internal.goal where id::text = :'goal' and ended_at is null for update;
