-- Per accountable owner: every effective row of the axis, group nodes included; of a parallel axis, of what is there.
-- Counted before names are looked up: a row per owner, not per cell.
select
  owned.owner_gov_code,
  registry.name as owner_name,
  owned.cells,
  owned.direct,
  owned.inherited,
  owned.stale_cells,
  count(*) over () as total_count
from (
  select
    owner.owner_gov_code,
    count(*) as cells,
    count(*) filter (where owner.depth = 0) as direct,
    count(*) filter (where owner.depth > 0) as inherited,
    count(*) filter (
      where (owner.value_code, owner.source_anchor_type, owner.source_anchor_ref, owner.owner_gov_code) in (
        select stale.value_code, stale.object_type, stale.object_ref, stale.owner_gov_code
        from axis_internal.stale_owner as stale
        where stale.axis_code = :'axis_code'
      )
    ) as stale_cells
  from v_axis_effective_owner as owner
  where owner.axis_code = :'axis_code'
    and (
      exists (select from axis_registry as axis where axis.axis_code = :'axis_code' and axis.ownership_source = 'canonical')
      or (owner.object_type, owner.object_ref) in (
        select object_type, object_ref from v_governance_object_inventory
        union
        select parent_type, parent_ref from v_object_containment
      )
    )
  group by owner.owner_gov_code
) as owned
left join :"authorities" as registry on registry.code = owned.owner_gov_code
order by owned.owner_gov_code
limit :'limit'::integer offset :'offset'::integer;
