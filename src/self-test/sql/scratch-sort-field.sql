-- Sorting by the key: moving one row onto another's place violates the primary key.
insert into directus_collections (collection, sort_field) values ('axis_registry', 'id')
on conflict (collection) do update set sort_field = excluded.sort_field;
