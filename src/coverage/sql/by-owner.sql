-- Per accountable owner: every effective row of the axis, group nodes included.
select
  owner.owner_gov_code,
  registry.name as owner_name,
  count(*) as cells,
  count(*) filter (where owner.depth = 0) as direct,
  count(*) filter (where owner.depth > 0) as inherited,
  count(*) over () as total_count
from v_axis_effective_owner as owner
left join governance_registry as registry on registry.code = owner.owner_gov_code
where owner.axis_code = :'axis_code'
group by owner.owner_gov_code, registry.name
order by owner.owner_gov_code
limit :'limit'::integer offset :'offset'::integer;
