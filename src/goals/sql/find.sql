-- The goal that stands for the axis, group and value; nobody ends it meanwhile.
select id::text as id
from axis_internal.goal
where axis_code = :'axis_code'
  and group_ref is not distinct from :'group_ref'
  and value_code is not distinct from :'value_code'
  and ended_at is null
for update;
