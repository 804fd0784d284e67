-- Both ends of relations, by id.
select unnest(array[many_collection, one_collection]) as name
from :"host_schema".directus_relations
where id in (select value::integer from jsonb_array_elements_text(:'ids'::jsonb) as value);
