select id from axis_internal.waiver where id::text = :'waiver' for update;
