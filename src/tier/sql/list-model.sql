-- What is there now, as a verification compares it later: governed objects, active scopes, axes and values.
select 'object' as kind, object_type || '/' || object_ref as name
from v_governance_object_inventory
where requires_owner and born
union all
select 'scope', scope_code from governance_responsibility_scope where status = 'active'
union all
select 'axis', axis_code from axis_registry where status = 'active'
union all
select 'value', axis_code || '/' || value_code from axis_value where status = 'active'
order by kind, name;
