-- Rows of the foundation that people made: all but the scopes as they were installed.
select 'governance_registry' as object, count(*) as rows from governance_registry
union all
select 'governance_responsibility_scope', count(*)
from governance_responsibility_scope
where scope_code not in ('approval', 'audit', 'execution', 'health', 'policy', 'render')
union all
select 'governance_object_ownership', count(*) from governance_object_ownership
union all
select 'governance_object_rule', count(*) from governance_object_rule
union all
select 'governance_ratification', count(*) from governance_ratification
order by object;
