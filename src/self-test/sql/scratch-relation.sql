-- What Directus keeps about a relation of an axis table. Its key is negative: no sequence moves.
insert into directus_relations (id, many_collection, many_field, one_collection)
values (:'id'::integer, 'axis_value', 'axis_code', 'axis_registry');
