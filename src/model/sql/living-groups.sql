-- Who answers for groups. A profile names one authority for a group, for every active scope: whole says that the rows do, too.
select
  object_ref as group_ref,
  min(owner_gov_code) as owner_gov_code,
  count(distinct owner_gov_code) = 1
    and count(distinct scope) = (select count(*) from governance_responsibility_scope where status = 'active') as whole
from governance_object_ownership
where object_type = 'group'
  and is_inherited_anchor
  and owner_kind = 'accountable'
  and lifecycle_status = 'active'
  and (effective_to is null or effective_to > now())
  and scope in (select scope_code from governance_responsibility_scope where status = 'active')
group by object_ref
order by object_ref;
