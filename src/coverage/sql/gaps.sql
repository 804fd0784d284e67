-- Required cells without an effective accountable owner.
select object_type, object_ref, axis_code, value_code, group_ref, count(*) over () as total_count
from cell
where state = 'gap'
order by group_ref nulls last, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
