-- Why an owner cannot be given to a group for those scopes.
select 'there is no such group' as violation, :'group_ref' as object
where not exists (
  select from v_object_containment where parent_type = 'group' and parent_ref = :'group_ref'
)
union all
select 'no active scope has that code', asked.scope_code
from jsonb_array_elements_text(:'scopes'::jsonb) as asked (scope_code)
where not exists (
  select from governance_responsibility_scope as scope where scope.scope_code = asked.scope_code and scope.status = 'active'
)
order by violation, object;
