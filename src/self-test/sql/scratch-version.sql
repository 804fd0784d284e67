-- A content version of an axis, as a person could have saved it. Directus keeps versions of registered collections only.
insert into directus_collections (collection) values ('axis_registry') on conflict (collection) do nothing;

insert into directus_versions (id, key, name, collection, item, delta)
values (:'id'::uuid, 'axis-self-test', 'Self-test', 'axis_registry', :'item', json_build_object('axis_code', :'axis_code'::text));
