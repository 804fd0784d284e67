-- How many rows of a file of tags stay beyond those that an answer lists.
select greatest(count(*) - :'limit'::integer, 0) as beyond
from pg_temp.axis_tagging
where step in ('repeat', 'keep');
