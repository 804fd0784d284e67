-- Counts per group and value, for axes with too many objects for a row each.
select
  group_ref,
  value_code,
  count(*) as required,
  count(*) filter (where state in ('direct', 'inherited')) as covered,
  count(*) filter (where state = 'gap') as gap,
  count(*) filter (where state = 'waived') as waived
from cell
group by group_ref, value_code
order by group_ref nulls last, value_code;
