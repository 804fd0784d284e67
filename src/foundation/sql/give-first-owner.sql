-- One anchor on the group for each scope that has none there yet.
insert into governance_object_ownership (object_type, object_ref, scope, owner_gov_code, is_inherited_anchor, created_by)
select 'group', :'group_ref', asked.scope_code, :'owner_gov_code', true, :'actor'
from jsonb_array_elements_text(:'scopes'::jsonb) as asked (scope_code)
order by asked.scope_code
on conflict (object_type, object_ref, scope) where owner_kind = 'accountable' and lifecycle_status = 'active' do nothing
returning scope;
