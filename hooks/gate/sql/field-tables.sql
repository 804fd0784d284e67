-- Tables of fields, by id.
select collection as name
from :"host_schema".directus_fields
where id in (select value::integer from jsonb_array_elements_text(:'ids'::jsonb) as value);
