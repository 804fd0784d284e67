-- The rows that end, anchors first.
select relation, axis_code, object_type, object_ref, value_code, owner_gov_code, is_anchor
from pg_temp.axis_ending
order by is_anchor desc, axis_code nulls last, object_type, object_ref, value_code
limit :'limit'::integer;
