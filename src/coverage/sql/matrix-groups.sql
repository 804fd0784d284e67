-- Counts per group and value, for axes with too many objects for a row each.
select
  group_ref,
  value_code,
  count(*) as required,
  count(*) filter (where state <> 'gap') as covered,
  count(*) filter (where state = 'gap') as gap
from cell
group by group_ref, value_code
order by group_ref nulls last, value_code;
