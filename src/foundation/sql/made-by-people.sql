-- Rows that people made and that go with the foundation: all of its tables but the scopes as they were installed, and the links of its authorities.
select 'axis_internal.authority_link' as object, count(*) as rows from axis_internal.authority_link
union all
select 'governance_object_ownership', count(*) from governance_object_ownership
union all
select 'governance_object_rule', count(*) from governance_object_rule
union all
select 'governance_ratification', count(*) from governance_ratification
union all
select 'governance_registry', count(*) from governance_registry
union all
select 'governance_responsibility_scope', count(*)
from governance_responsibility_scope
where (scope_code, description, status) not in (
  ('approval', 'Approves changes of the object', 'active'),
  ('audit', 'Answers to auditors for the object', 'active'),
  ('execution', 'Runs what the object drives', 'active'),
  ('health', 'Keeps the object correct and available', 'active'),
  ('policy', 'Decides the rules that apply to the object', 'active'),
  ('render', 'Answers for how the object is shown', 'active')
)
order by object;
