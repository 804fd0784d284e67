-- What the base model holds now, as a verification compares it later: governed objects, active scopes, groups.
select 'object' as kind, object_type || '/' || object_ref as name
from v_governance_object_inventory
where requires_owner and born
union all
select 'scope', scope_code from governance_responsibility_scope where status = 'active'
union all
(
  select 'group', parent_ref from v_object_containment where parent_type = 'group'
  union
  select 'group', object_ref from v_object_containment where object_type = 'group'
)
order by kind, name;
