-- The cells that were named; one that is named twice counts once.
insert into pg_temp.axis_asked (object_type, object_ref, value_code)
select distinct object_type, object_ref, value_code
from jsonb_to_recordset(:'cells'::jsonb) as asked (object_type text, object_ref text, value_code text);

analyze pg_temp.axis_asked;
