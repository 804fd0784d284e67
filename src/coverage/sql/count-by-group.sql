-- Per group that contains such objects; null for objects without one.
select
  group_ref,
  count(distinct (object_type, object_ref)) as objects,
  count(*) as required,
  count(*) filter (where state in ('direct', 'inherited')) as covered,
  count(*) filter (where state = 'gap') as gap,
  count(*) filter (where state = 'waived') as waived,
  count(*) over () as total_count
from axis_internal.cell
where axis_code = :'axis_code'
group by group_ref
order by group_ref nulls last
limit :'limit'::integer offset :'offset'::integer;
