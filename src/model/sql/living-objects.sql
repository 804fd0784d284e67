-- How many objects have an owner of their own on the canonical axis: no profile says that.
select count(*)::integer as objects
from (
  select object_type, object_ref
  from governance_object_ownership
  where not (object_type = 'group' and is_inherited_anchor)
    and owner_kind = 'accountable'
    and lifecycle_status = 'active'
    and (effective_to is null or effective_to > now())
  group by object_type, object_ref
) as owned;
