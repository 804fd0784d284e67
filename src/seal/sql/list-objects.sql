-- The governed objects, each with the groups that contain it: what the tiers resolve to.
select
  count(*) as count,
  encode(sha256(convert_to(coalesce(string_agg(address, E'\n' order by address collate "C"), ''), 'UTF8')), 'hex') as sha256
from (
  select jsonb_build_array(item.object_type, item.object_ref, containment.groups)::text as address
  from v_governance_object_inventory as item
  left join (
    select object_type, object_ref, jsonb_agg(parent_ref order by parent_ref collate "C") as groups
    from v_object_containment
    where parent_type = 'group'
    group by object_type, object_ref
  ) as containment using (object_type, object_ref)
  where item.requires_owner and item.born
) as object;
