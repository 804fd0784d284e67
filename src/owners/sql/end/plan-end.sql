-- The accountable rows that stand where it was asked, in effect or not.
insert into pg_temp.axis_ending (
  relation, row_key, axis_code, object_type, object_ref, value_code, owner_gov_code, is_anchor, effective_to, row_before
)
select
  'governance_object_ownership', owner.id::text, :'axis_code', owner.object_type, owner.object_ref, owner.scope, owner.owner_gov_code,
  coalesce(owner.is_inherited_anchor, false), owner.effective_to, to_jsonb(owner)
from pg_temp.axis_asked as asked
join governance_object_ownership as owner
  on owner.object_type = asked.object_type and owner.object_ref = asked.object_ref and owner.scope = asked.value_code
where :'source' = 'canonical' and owner.owner_kind = 'accountable' and owner.lifecycle_status = 'active'
union all
select
  'axis_object_ownership', owner.id::text, owner.axis_code, owner.object_type, owner.object_ref, owner.value_code, owner.owner_gov_code,
  false, owner.effective_to, to_jsonb(owner)
from pg_temp.axis_asked as asked
join axis_object_ownership as owner
  on owner.object_type = asked.object_type and owner.object_ref = asked.object_ref and owner.value_code = asked.value_code
where :'source' = 'parallel'
  and owner.axis_code = :'axis_code'
  and owner.owner_kind = 'accountable'
  and owner.lifecycle_status = 'active';

analyze pg_temp.axis_ending;
