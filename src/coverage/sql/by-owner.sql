-- Per accountable owner: every effective row of the axis, group nodes included. Counted before names are looked up: a row per owner, not per cell.
select
  owned.owner_gov_code,
  registry.name as owner_name,
  owned.cells,
  owned.direct,
  owned.inherited,
  count(*) over () as total_count
from (
  select
    owner_gov_code,
    count(*) as cells,
    count(*) filter (where depth = 0) as direct,
    count(*) filter (where depth > 0) as inherited
  from v_axis_effective_owner
  where axis_code = :'axis_code'
  group by owner_gov_code
) as owned
left join governance_registry as registry on registry.code = owned.owner_gov_code
order by owned.owner_gov_code
limit :'limit'::integer offset :'offset'::integer;
