-- Active scopes.
select scope_code, description
from governance_responsibility_scope
where status = 'active'
order by scope_code;
