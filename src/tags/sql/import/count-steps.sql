-- How many tags a file makes, moves or sets apart, and how many of its rows stay beyond those that an answer lists.
select
  count(*) filter (where step in ('make', 'move', 'rezone')) as writing,
  greatest(count(*) filter (where step in ('repeat', 'keep')) - :'limit'::integer, 0) as beyond
from pg_temp.axis_tagging;
