-- Tables of the foundation that Directus holds settings of: they would stay behind as folders.
select collection::text as object
from directus_collections
where collection::text in (select jsonb_array_elements_text(:'names'::jsonb))
order by collection;
