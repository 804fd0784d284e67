-- Per group that contains such objects; null for objects without one.
select
  group_ref,
  count(distinct (object_type, object_ref)) as objects,
  count(*) as required,
  count(*) filter (where state <> 'gap') as covered,
  count(*) filter (where state = 'gap') as gap,
  count(*) over () as total_count
from cell
group by group_ref
order by group_ref nulls last
limit :'limit'::integer offset :'offset'::integer;
