-- What the world did to the model behind its back: objects that moved or are gone, owners that are gone, scopes that came or went, what became
-- active past the acts.
-- The views stand in axis_internal, which is counted apart; v_drift_finding reads them.
-- A column that a base model may lack is read by name from the row as JSON, so that its absence is null and no error.

create view axis_internal.containment_moved as
select
  assignment.id as assignment_id,
  assignment.object_type,
  assignment.object_ref,
  assignment.axis_code,
  assignment.value_code,
  containment.parent_ref as group_ref
from axis_assignment as assignment
join axis_registry as axis
  on axis.axis_code = assignment.axis_code and axis.status = 'active' and axis.value_domain = 'groups of v_object_containment'
join axis_value as value
  on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
join v_governance_object_inventory as object
  on object.object_type = assignment.object_type
  and object.object_ref = assignment.object_ref
  and object.requires_owner
  and object.born
left join v_object_containment as containment
  on containment.object_type = assignment.object_type
  and containment.object_ref = assignment.object_ref
  and containment.parent_type = 'group'
left join axis_value as target on target.axis_code = assignment.axis_code and target.value_code = containment.parent_ref
where assignment.status = 'active'
  and assignment.value_code is distinct from containment.parent_ref
  -- A group whose value people took out of use: that its objects are elsewhere was decided.
  and (target.value_code is null or target.status = 'active');

comment on view axis_internal.containment_moved is 'Governed objects that are assigned to another group than the one that contains them now. Grain: one active assignment of the containment axis. group_ref: the group that contains it; null where none does.';
comment on column axis_internal.containment_moved.assignment_id is 'The assignment, as in axis_assignment.id.';
comment on column axis_internal.containment_moved.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_internal.containment_moved.object_ref is 'Name of the object within its type.';
comment on column axis_internal.containment_moved.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.containment_moved.value_code is 'Value of that axis, or the scope that has none.';
comment on column axis_internal.containment_moved.group_ref is 'Group that contains the object now; null where none does.';

create view axis_internal.stale_reference as
with there as (
  select object_type, object_ref from v_governance_object_inventory
  union
  select parent_type, parent_ref from v_object_containment
),
referring as (
  select 'axis_assignment' as relation, id, object_type, object_ref, axis_code, value_code, null::text as owner_gov_code
  from axis_assignment
  where status = 'active'
  union all
  select 'axis_object_ownership', id, object_type, object_ref, axis_code, value_code, owner_gov_code
  from axis_object_ownership
  where lifecycle_status = 'active'
  union all
  select 'axis_internal.waiver', id, object_type, object_ref, axis_code, value_code, null
  from axis_internal.waiver
  where ended_at is null and expires_at > now()
)
select
  referring.relation,
  referring.id,
  referring.object_type,
  referring.object_ref,
  referring.axis_code,
  referring.value_code,
  referring.owner_gov_code,
  case
    when there.object_ref is null then 'object'
    when value.value_code is null then 'value'
    else 'owner'
  end as gone
from referring
join axis_registry as axis on axis.axis_code = referring.axis_code and axis.status = 'active'
left join there on there.object_type = referring.object_type and there.object_ref = referring.object_ref
left join axis_value as value on value.axis_code = referring.axis_code and value.value_code = referring.value_code
left join governance_registry as registry on registry.code = referring.owner_gov_code
where there.object_ref is null
  or (value.value_code is null and referring.value_code <> '(none)')
  or (referring.owner_gov_code is not null and registry.code is null);

comment on view axis_internal.stale_reference is 'Active assignments, owners and waivers whose object, value or owner is gone. Grain: one row of one table. gone: object (neither in the inventory nor a group node), value or owner.';
comment on column axis_internal.stale_reference.relation is 'Table of the row.';
comment on column axis_internal.stale_reference.id is 'Key of the row in its table.';
comment on column axis_internal.stale_reference.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_internal.stale_reference.object_ref is 'Name of the object within its type.';
comment on column axis_internal.stale_reference.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.stale_reference.value_code is 'Value of that axis, or the scope that has none.';
comment on column axis_internal.stale_reference.owner_gov_code is 'Authority of governance_registry; null where the row names none.';
comment on column axis_internal.stale_reference.gone is 'object, value or owner.';

create view axis_internal.stale_owner as
with gone_authority as (
  select code, to_jsonb(registry) ->> 'status' as authority_status
  from governance_registry as registry
  where to_jsonb(registry) ->> 'status' in ('retired', 'inactive')
  union all
  select registry.code, unmanned.state
  from axis_internal.unmanned_authority() as unmanned
  join governance_registry as registry on registry.code = unmanned.authority_code
  where coalesce(to_jsonb(registry) ->> 'status' not in ('retired', 'inactive'), true)
),
suspect as materialized (
  select
    owner.object_type, owner.object_ref, owner.scope, owner.owner_gov_code, gone.authority_status,
    (to_jsonb(owner) ->> 'effective_to')::timestamptz as effective_to
  from governance_object_ownership as owner
  left join gone_authority as gone on gone.code = owner.owner_gov_code
  where owner.owner_kind = 'accountable'
    and owner.lifecycle_status = 'active'
    and (gone.code is not null or (to_jsonb(owner) ->> 'effective_to')::timestamptz <= now())
),
counted as (
  select distinct source_anchor_type, source_anchor_ref, scope, owner_gov_code
  from v_object_effective_owner
  -- The base model is asked only where something is suspected.
  where exists (select from suspect)
)
select
  value.axis_code,
  suspect.object_type,
  suspect.object_ref,
  value.value_code,
  suspect.owner_gov_code,
  max(suspect.authority_status) as authority_status,
  max(suspect.effective_to) as effective_to
from suspect
join counted
  on counted.source_anchor_type = suspect.object_type
  and counted.source_anchor_ref = suspect.object_ref
  and counted.scope = suspect.scope
  and counted.owner_gov_code = suspect.owner_gov_code
join axis_value as value on value.value_code = suspect.scope and value.status = 'active'
join axis_registry as axis
  on axis.axis_code = value.axis_code and axis.status = 'active' and axis.ownership_source = 'canonical'
group by value.axis_code, suspect.object_type, suspect.object_ref, value.value_code, suspect.owner_gov_code
union all
select
  owner.axis_code, owner.object_type, owner.object_ref, owner.value_code, owner.owner_gov_code, gone.authority_status, null
from axis_object_ownership as owner
join gone_authority as gone on gone.code = owner.owner_gov_code
join axis_registry as axis
  on axis.axis_code = owner.axis_code and axis.status = 'active' and axis.ownership_source = 'parallel'
join axis_value as value
  on value.axis_code = owner.axis_code and value.value_code = owner.value_code and value.status = 'active'
where owner.owner_kind = 'accountable'
  and owner.lifecycle_status = 'active'
  and (owner.effective_from is null or owner.effective_from <= now())
  and (owner.effective_to is null or now() < owner.effective_to);

comment on view axis_internal.stale_owner is 'Owners that count although they are gone: the authority is retired or inactive, nobody active stands behind it in Directus, or the row ended and the base model still counts it. Grain: one owner of one anchor, axis and value.';
comment on column axis_internal.stale_owner.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.stale_owner.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_internal.stale_owner.object_ref is 'Name of the object within its type.';
comment on column axis_internal.stale_owner.value_code is 'Value of that axis, or the scope that has none.';
comment on column axis_internal.stale_owner.owner_gov_code is 'Authority of governance_registry; null where the row names none.';
comment on column axis_internal.stale_owner.authority_status is 'Why the authority is gone: its status, or user_not_active or role_without_users of its link to Directus; null where only the row ended.';
comment on column axis_internal.stale_owner.effective_to is 'When the row ended; null where only the authority is gone.';

create view axis_internal.stranded_anchor as
select
  owner.id as ownership_id,
  axis.axis_code,
  owner.object_type::text as object_type,
  owner.object_ref::text as object_ref,
  value.value_code,
  owner.owner_gov_code::text as owner_gov_code
from governance_object_ownership as owner
join axis_value as value on value.value_code = owner.scope and value.status = 'active'
join axis_registry as axis
  on axis.axis_code = value.axis_code and axis.status = 'active' and axis.ownership_source = 'canonical'
left join (
  select object_type, object_ref from v_governance_object_inventory
  union
  select parent_type, parent_ref from v_object_containment
) as there on there.object_type = owner.object_type and there.object_ref = owner.object_ref
where owner.owner_kind = 'accountable'
  and owner.lifecycle_status = 'active'
  and coalesce((to_jsonb(owner) ->> 'effective_to')::timestamptz > now(), true)
  and there.object_ref is null;

comment on view axis_internal.stranded_anchor is 'Owner rows of the base model that reach nothing: their group or object is gone, or nothing lies in the group any more. What lay below answers to whoever owns the group that it is in now. Grain: one active accountable row.';
comment on column axis_internal.stranded_anchor.ownership_id is 'The row, as in governance_object_ownership.id.';
comment on column axis_internal.stranded_anchor.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.stranded_anchor.object_type is 'Kind of what the row stands on, e.g. collection or group.';
comment on column axis_internal.stranded_anchor.object_ref is 'Name of what the row stands on.';
comment on column axis_internal.stranded_anchor.value_code is 'Value of that axis.';
comment on column axis_internal.stranded_anchor.owner_gov_code is 'Authority of governance_registry.';

create view axis_internal.scope_drift as
select 'retired_scope' as detector_code, value.axis_code, value.value_code
from axis_value as value
join axis_registry as axis
  on axis.axis_code = value.axis_code and axis.status = 'active' and axis.ownership_source = 'canonical'
left join governance_responsibility_scope as scope on scope.scope_code = value.value_code and scope.status = 'active'
where value.status = 'active' and scope.scope_code is null
union all
select 'scope_without_value', axis.axis_code, scope.scope_code
from governance_responsibility_scope as scope
join axis_registry as axis on axis.status = 'active' and axis.ownership_source = 'canonical'
left join axis_value as value on value.axis_code = axis.axis_code and value.value_code = scope.scope_code
where scope.status = 'active' and value.value_code is null;

comment on view axis_internal.scope_drift is 'Where values of a canonical axis and active scopes differ: retired_scope is an active value without an active scope, scope_without_value an active scope without a value of any status. Grain: one axis and code.';
comment on column axis_internal.scope_drift.detector_code is 'retired_scope or scope_without_value.';
comment on column axis_internal.scope_drift.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.scope_drift.value_code is 'Value of that axis, or the scope that has none.';

create view axis_internal.activated_past_route as
select 'axis' as kind, axis.axis_code as code, axis.axis_code, null::text as value_code, noted.activated_by, noted.activated_at
from axis_internal.unrecorded_activation as noted
join axis_registry as axis on noted.relation = 'axis_registry' and axis.id = noted.row_id and axis.status = 'active'
union all
select 'value', value.value_code, value.axis_code, value.value_code, noted.activated_by, noted.activated_at
from axis_internal.unrecorded_activation as noted
join axis_value as value on noted.relation = 'axis_value' and value.id = noted.row_id and value.status = 'active'
join axis_registry as axis on axis.axis_code = value.axis_code and axis.status = 'active'
union all
select 'rule', rule.rule_code, rule.axis_code, null, noted.activated_by, noted.activated_at
from axis_internal.unrecorded_activation as noted
join coverage_rule as rule on noted.relation = 'coverage_rule' and rule.id = noted.row_id and rule.status = 'active'
join axis_registry as axis on axis.axis_code = rule.axis_code and axis.status = 'active';

comment on view axis_internal.activated_past_route is 'Active axes, values and rules that became so past the acts that show the gaps first. Grain: one axis, value or rule.';
comment on column axis_internal.activated_past_route.kind is 'axis, value or rule.';
comment on column axis_internal.activated_past_route.code is 'Its code.';
comment on column axis_internal.activated_past_route.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.activated_past_route.value_code is 'Value of that axis; null where it is an axis or a rule.';
comment on column axis_internal.activated_past_route.activated_by is 'Role of PostgreSQL that was signed in.';
comment on column axis_internal.activated_past_route.activated_at is 'When it became active.';
