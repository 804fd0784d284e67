-- Who answers for what: effective owners, gaps, conflicts.

-- From every object and every group up along v_object_containment; the ways up are gathered before the owners are joined, so that an object costs one
-- climb and not one per scope. left join … num_nonnulls() is an inner join that the planner does not see as one: of a recursive query it knows nothing,
-- takes an inner join for one row, and then loops over the whole view for each row of whatever is joined to it.
create view v_object_effective_owner as
with recursive owner_row as (
  select object_type, object_ref, scope, owner_gov_code, owner_kind, is_inherited_anchor
  from governance_object_ownership
  where owner_kind = 'accountable'
    and lifecycle_status = 'active'
    and effective_from <= now()
    and (effective_to is null or effective_to > now())
),
containment as materialized (
  select object_type, object_ref, parent_type, parent_ref from v_object_containment
),
node as (
  select object_type, object_ref from containment
  union
  select parent_type, parent_ref from containment
  union
  select object_type, object_ref from governance_object_ownership
),
climb (object_type, object_ref, depth, anchor_type, anchor_ref) as (
  select object_type, object_ref, 0, object_type, object_ref
  from node
  union all
  select climb.object_type, climb.object_ref, climb.depth + 1, containment.parent_type, containment.parent_ref
  from climb
  join containment on containment.object_type = climb.anchor_type and containment.object_ref = climb.anchor_ref
) cycle anchor_type, anchor_ref set is_cycle using way,
ancestor as (
  select object_type, object_ref, anchor_type, anchor_ref, min(depth) as depth
  from climb
  where not is_cycle
  group by object_type, object_ref, anchor_type, anchor_ref
),
reached as (
  select
    ancestor.object_type,
    ancestor.object_ref,
    owner_row.scope,
    owner_row.owner_gov_code,
    owner_row.owner_kind,
    ancestor.depth,
    ancestor.anchor_type,
    ancestor.anchor_ref,
    rank() over (partition by ancestor.object_type, ancestor.object_ref, owner_row.scope order by ancestor.depth) as nearness
  from ancestor
  left join owner_row
    on owner_row.object_type = ancestor.anchor_type
    and owner_row.object_ref = ancestor.anchor_ref
    and (ancestor.depth = 0 or owner_row.is_inherited_anchor)
  where num_nonnulls(owner_row.scope) > 0
)
select
  object_type,
  object_ref,
  scope,
  owner_gov_code,
  owner_kind,
  case when depth = 0 then 'direct' else 'inherited' end as resolution,
  depth,
  anchor_type as source_anchor_type,
  anchor_ref as source_anchor_ref
from reached
where nearness <= 1;

comment on view v_object_effective_owner is 'Who answers for an object or a group in a scope: a row on itself (depth 0), else the nearest anchor above it, today. Grain: one object, scope and owner; several owners only where rows at the same depth disagree.';
comment on column v_object_effective_owner.object_type is 'Kind of the object; group for a group.';
comment on column v_object_effective_owner.object_ref is 'Name of the object within its type.';
comment on column v_object_effective_owner.scope is 'What the owner answers for.';
comment on column v_object_effective_owner.owner_gov_code is 'The authority.';
comment on column v_object_effective_owner.owner_kind is 'Always accountable.';
comment on column v_object_effective_owner.resolution is 'direct: a row on itself; inherited: from an anchor above.';
comment on column v_object_effective_owner.depth is 'Steps up to the row, 0 for one on itself.';
comment on column v_object_effective_owner.source_anchor_type is 'Kind of what the row stands on.';
comment on column v_object_effective_owner.source_anchor_ref is 'Name of what the row stands on.';

-- A difference of sets rather than an anti join: it is linear whatever the planner expects of the recursive query.
create view v_object_owner_gap as
select object.object_type, object.object_ref, scope.scope_code as scope
from v_governance_object_inventory as object
cross join governance_responsibility_scope as scope
where object.requires_owner and object.born and scope.status = 'active'
except
select object_type, object_ref, scope
from v_object_effective_owner;

comment on view v_object_owner_gap is 'Objects that need an owner for an active scope and have none. Grain: one object and scope.';
comment on column v_object_owner_gap.object_type is 'Kind of the object.';
comment on column v_object_owner_gap.object_ref is 'Name of the object within its type.';
comment on column v_object_owner_gap.scope is 'What nobody answers for.';

create view v_object_owner_conflict as
select
  object_type,
  object_ref,
  scope,
  count(distinct owner_gov_code)::integer as owner_count,
  array_agg(distinct owner_gov_code order by owner_gov_code) as owner_gov_codes
from v_object_effective_owner
group by object_type, object_ref, scope
having count(distinct owner_gov_code) > 1;

comment on view v_object_owner_conflict is 'Objects with several owners for one scope at the nearest depth. Grain: one object and scope.';
comment on column v_object_owner_conflict.object_type is 'Kind of the object; group for a group.';
comment on column v_object_owner_conflict.object_ref is 'Name of the object within its type.';
comment on column v_object_owner_conflict.scope is 'What they answer for.';
comment on column v_object_owner_conflict.owner_count is 'How many owners.';
comment on column v_object_owner_conflict.owner_gov_codes is 'The authorities, sorted.';
