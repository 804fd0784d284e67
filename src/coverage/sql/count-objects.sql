-- How many objects the axis asks something of.
select count(*) as objects
from (select distinct object_type, object_ref from v_axis_required_cell where axis_code = :'axis_code') as object;
