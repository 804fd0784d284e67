-- Rows that a repair made, and how many of them somebody changed since.
select count(*) as made, count(*) filter (where changed_at is not null) as changed
from (
  select changed_at from axis_value where tag = :'tag'
  union all
  select changed_at from axis_assignment where tag = :'tag'
  union all
  select changed_at from axis_object_ownership where tag = :'tag'
) as row;
