-- Per object that the axis asks something of.
select
  object_type,
  object_ref,
  count(*) as required,
  count(*) filter (where state in ('direct', 'inherited')) as covered,
  count(*) filter (where state = 'gap') as gap,
  count(*) filter (where state = 'waived') as waived,
  count(*) over () as total_count
from axis_internal.cell
where axis_code = :'axis_code'
group by object_type, object_ref
order by object_type, object_ref
limit :'limit'::integer offset :'offset'::integer;
