-- What ends within so many days, the soonest first: waivers that the user made or that lie in their groups, and owner rows of their authorities.
with ending as (
  select
    'waiver' as what, waiver.axis_code, waiver.object_type, waiver.object_ref, waiver.value_code, waiver.expires_at as ends_at,
    null::text as owner_gov_code
  from axis_internal.waiver as waiver
  where waiver.ended_at is null
    and waiver.expires_at > now()
    and (
      waiver.created_by = :'user'
      or (waiver.object_type, waiver.object_ref) in (
        select contained.object_type, contained.object_ref
        from v_object_containment as contained
        where contained.parent_type = 'group' and contained.parent_ref::text = any (array(select jsonb_array_elements_text(:'groups'::jsonb)))
      )
    )
  union all
  select 'owner', owner.axis_code, owner.object_type, owner.object_ref, owner.value_code, owner.effective_to, owner.owner_gov_code
  from axis_object_ownership as owner
  where owner.lifecycle_status = 'active' and owner.effective_to > now() and owner.owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb)))
  union all
  select 'owner', axis.axis_code, owner.object_type, owner.object_ref, owner.scope, owner.effective_to, owner.owner_gov_code
  from governance_object_ownership as owner
  join axis_registry as axis on axis.status = 'active' and axis.ownership_source = 'canonical'
  where owner.lifecycle_status = 'active'
    and owner.effective_to > now()
    and owner.owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb)))
)
select what, axis_code, object_type, object_ref, value_code, ends_at, owner_gov_code, count(*) over () as total_count
from ending
where ends_at <= now() + make_interval(days => :'days'::integer)
order by ends_at, axis_code, object_type, object_ref, value_code, what
limit :'limit'::integer offset :'offset'::integer;
