-- Active scopes, and how many objects have no owner for each.
select scope.scope_code, scope.description, count(gap.object_ref)::integer as gap_cells
from governance_responsibility_scope as scope
left join v_object_owner_gap as gap on gap.scope = scope.scope_code
where scope.status = 'active'
group by scope.scope_code, scope.description
order by scope.scope_code;
