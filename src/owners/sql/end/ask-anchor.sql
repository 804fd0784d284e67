-- The rows on the group itself, for the values that were named.
insert into pg_temp.axis_asked (object_type, object_ref, value_code)
select distinct 'group', :'group_ref'::text, value_code
from jsonb_array_elements_text(:'value_codes'::jsonb) as asked (value_code);
