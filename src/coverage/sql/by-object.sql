-- Per object that the axis asks something of.
select
  object_type,
  object_ref,
  count(*) as required,
  count(*) filter (where state <> 'gap') as covered,
  count(*) filter (where state = 'gap') as gap,
  count(*) over () as total_count
from cell
group by object_type, object_ref
order by object_type, object_ref
limit :'limit'::integer offset :'offset'::integer;
