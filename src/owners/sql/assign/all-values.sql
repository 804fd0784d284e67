-- Active values of an axis.
select value_code
from axis_value
where axis_code = :'axis_code' and status = 'active'
order by value_code;
