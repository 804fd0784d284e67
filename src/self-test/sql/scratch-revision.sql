-- A revision of an axis, as an earlier change would have left it. Its keys are negative: no sequence moves.
insert into directus_activity (id, action, collection, item)
values (:'id'::integer, 'update', 'axis_registry', :'item');

insert into directus_revisions (id, activity, collection, item, data)
values (:'id'::integer, :'id'::integer, 'axis_registry', :'item', json_build_object('axis_code', :'axis_code'::text));
