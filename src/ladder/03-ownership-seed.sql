--! tier: 3
--! id: ownership
--! role: ownership
--! name: ownership-seed
--! sovereign: yes
--! delta: governance_object_ownership +expected_ownership_seed
--! observe: v_object_owner_gap
--! observe: v_object_effective_owner
-- One accountable authority for every group of the profile and responsibility scope, as an anchor that its objects inherit from. Closes the gap
-- where the profile demands it; else tells what has no owner.
-- The one tier that writes the canonical model. Needs nothing of the axis layer, so it is a rollout of its own as well.
-- Lock: row locks on new rows; the foreign keys lock the authorities and scopes they name (key share).
-- Rolls back by deleting the rows that it made, which created_by tells.

--! applied
select id as object from governance_object_ownership where created_by = :'ownership_created_by';

--! precondition
--! check: approval_named
select 'no approval code was given (ratified_apr)' as violation
from (select :'ratified_apr'::text as code) as given
where coalesce(code, '') = '';

--! check: groups_known
--! remedy: Take the group out of ownership.groups of the profile, or correct its name.
select 'a group of the profile contains no governed object' as violation, seed.group_ref as object
from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
where not exists (
  select from v_object_containment as containment
  where containment.parent_type = 'group' and containment.parent_ref = seed.group_ref
)
order by seed.group_ref;

--! check: groups_complete
--! remedy: Name its owner in ownership.groups of the profile, or that of a group above it; without ownership.close it is told, and applied all the same.
with recursive owned as (
  select group_ref from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
  union
  select below.object_ref
  from owned
  join v_object_containment as below on below.parent_type = 'group' and below.parent_ref = owned.group_ref and below.object_type = 'group'
)
select 'a group has no owner in the profile' as violation, containment.parent_ref as object, count(*) as objects
from v_object_containment as containment
where :'ownership_close'::boolean
  and containment.parent_type = 'group'
  and containment.object_type <> 'group'
  and not exists (select from owned where owned.group_ref = containment.parent_ref)
group by containment.parent_ref
order by containment.parent_ref;

--! check: may_write
--! remedy: Grant it to the role that applies tier 3.
select 'the database role lacks a privilege' as violation, '42501' as sqlstate, 'INSERT' as privilege,
  'governance_object_ownership' as object
where not has_table_privilege(to_regclass('governance_object_ownership'), 'insert');

--! check: objects_grouped
--! remedy: Put the object into a group that has an owner in ownership.groups of the profile.
-- As owners are inherited: up the containment, from object to group.
with recursive above as (
  select object_type, object_ref, parent_type, parent_ref from v_object_containment
  union
  select above.object_type, above.object_ref, higher.parent_type, higher.parent_ref
  from above
  join v_object_containment as higher on higher.object_type = above.parent_type and higher.object_ref = above.parent_ref
)
select 'a governed object is in no group' as violation, object.object_type, object.object_ref
from v_governance_object_inventory as object
where :'ownership_close'::boolean
  and object.requires_owner
  and object.born
  and not exists (
    select from above
    where above.parent_type = 'group' and above.object_type = object.object_type and above.object_ref = object.object_ref
  )
order by object.object_type, object.object_ref;

--! check: owners_known
--! remedy: Correct the code in the profile, or register the authority.
select 'an owner of the profile is no authority of governance_registry' as violation, seed.owner_gov_code as object
from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (owner_gov_code text)
where not exists (select from governance_registry as registry where registry.code = seed.owner_gov_code)
group by seed.owner_gov_code
order by seed.owner_gov_code;

--! check: owners_active
select 'an owner of the profile is retired or inactive' as violation, registry.code as object, to_jsonb(registry) ->> 'status' as status
from governance_registry as registry
where to_jsonb(registry) ->> 'status' in ('retired', 'inactive')
  and exists (
    select from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (owner_gov_code text)
    where seed.owner_gov_code = registry.code
  )
order by registry.code;

--! check: gap_as_expected
--! blocker: canonical_gap
--! remedy: Review v_object_owner_gap, then state its number in the profile.
select 'the gap differs from the profile' as violation, (:'stated'::jsonb ->> 'canonical_gap')::bigint as expected, count(*) as actual
from v_object_owner_gap
having count(*) <> (:'stated'::jsonb ->> 'canonical_gap')::bigint;

--! check: ownership_empty
--! blocker: ownership_rows
--! remedy: To close the gap tier 3 seeds an empty table. Rows with a rollback_ref assign:<batch> go by POST /axis/owners/:batch/undo, while tier 1 stands.
select 'governance_object_ownership holds rows already' as violation, 0 as expected, count(*) as actual
from governance_object_ownership
where :'ownership_close'::boolean
having count(*) > 0;

--! check: groups_unowned
--! remedy: Take the group out of ownership.groups of the profile, or end the owner that it has.
select 'a group of the profile has an owner already' as violation, owner.object_ref as object, owner.scope, owner.owner_gov_code
from governance_object_ownership as owner
join governance_responsibility_scope as scope on scope.scope_code = owner.scope and scope.status = 'active'
where not :'ownership_close'::boolean
  and owner.object_type = 'group'
  and owner.owner_kind = 'accountable'
  and owner.lifecycle_status = 'active'
  and (owner.effective_to is null or owner.effective_to > now())
  and exists (
    select from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
    where seed.group_ref = owner.object_ref
  )
order by owner.object_ref, owner.scope;

--! check: no_conflict
--! blocker: owner_conflicts
--! remedy: Resolve the rows of v_object_owner_conflict.
select 'an object has several owners' as violation, object_type, object_ref, scope, owner_gov_codes
from v_object_owner_conflict
order by object_type, object_ref, scope;

--! check: nothing_emitted
--! blocker: governance_emits
--! remedy: The outbox holds governance events. Find out who emits them: the rollout starts from a silent domain.
select 'a governance event was emitted' as violation, outbox.emits as actual, 0 as expected
from (
/* governance-emits.sql */
) as outbox
where outbox.emits > 0;

--! change
insert into governance_object_ownership (
  object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor, lifecycle_status, approval_ref, created_by
)
select
  'group',
  seed.group_ref,
  scope.scope_code,
  'accountable',
  seed.owner_gov_code,
  true,
  'active',
  :'ratified_apr',
  :'ownership_created_by'
from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text, owner_gov_code text)
cross join governance_responsibility_scope as scope
where scope.status = 'active'
order by seed.group_ref, scope.scope_code;

-- The planner must know the new rows: what follows reads them. A role that does not own the table gets a warning, and goes on without.
analyze governance_object_ownership;

--! report
-- What the profile leaves without an owner: told, not refused, where it does not demand to close the gap.
with recursive owned as (
  select group_ref from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
  union
  select below.object_ref
  from owned
  join v_object_containment as below on below.parent_type = 'group' and below.parent_ref = owned.group_ref and below.object_type = 'group'
)
select 'a group has no owner in the profile' as note, containment.parent_ref as object, count(*) as objects
from v_object_containment as containment
where containment.parent_type = 'group'
  and containment.object_type <> 'group'
  and not exists (select from owned where owned.group_ref = containment.parent_ref)
group by containment.parent_ref
order by containment.parent_ref
limit 200;

select 'cells have no owner yet' as note, scope, count(*) as gaps
from v_object_owner_gap
group by scope
order by scope;

--! postcondition
--! check: rows_seeded
select 'the seeded rows differ from groups × scopes' as violation, :'expected_ownership_seed'::bigint as expected, count(*) as actual
from governance_object_ownership
where created_by = :'ownership_created_by' and approval_ref = :'ratified_apr'
having count(*) <> :'expected_ownership_seed'::bigint;

--! check: gap_closed
select 'a governed object still has no owner' as violation, object_type, object_ref, scope
from v_object_owner_gap
where :'ownership_close'::boolean
order by object_type, object_ref, scope;

--! check: no_conflict
select 'an object has several owners' as violation, object_type, object_ref, scope, owner_gov_codes
from v_object_owner_conflict
order by object_type, object_ref, scope;

--! check: effective_owner_cells
-- Of a gap that is closed. Groups below an anchor inherit as well, and are no objects.
select
  'effective owners differ: anchors are direct, objects inherit' as violation,
  :'expected_ownership_seed'::bigint as expected_direct,
  count(*) filter (where resolution = 'direct') as actual_direct,
  :'expected_canonical_gap'::bigint as expected_inherited,
  count(*) filter (where resolution = 'inherited' and object_type <> 'group') as actual_inherited
from v_object_effective_owner
having :'ownership_close'::boolean
  and (
    count(*) filter (where resolution = 'direct') <> :'expected_ownership_seed'::bigint
    or count(*) filter (where resolution = 'inherited' and object_type <> 'group') <> :'expected_canonical_gap'::bigint
  );

--! check: nothing_emitted
select 'a governance event was emitted' as violation, outbox.emits as actual, 0 as expected
from (
/* governance-emits.sql */
) as outbox
where outbox.emits > 0;

--! verify
--! check: responsibility_gap
--! remedy: Some governed objects have no accountable owner for some scope. See v_object_owner_gap.
-- Reported, not judged: a new collection outside of every owned group is a gap, not a failure.
select coalesce((:'baseline'::jsonb ->> 'responsibility_gap')::bigint, 0) as expected, count(*) as actual, true as ok, false as judged
from v_object_owner_gap;

--! check: responsibility_conflict
--! remedy: Some objects have several accountable owners for one scope. Resolve the rows of v_object_owner_conflict.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from v_object_owner_conflict;

--! check: seeded_anchors
--! remedy: An anchor of the rollout no longer answers for its group, and no recorded batch replaced or ended it. Compare governance_object_ownership with ownership.groups of the profile.
select count(*) as expected, count(*) filter (where stands) as actual, count(*) = count(*) filter (where stands) as ok
from (
  select
    seed.group_ref,
    anchor_scope.scope,
    exists (
      select from governance_object_ownership as owner
      left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
        on act.relation = 'governance_object_ownership' and act.id = owner.id::text
      where owner.created_by = :'ownership_created_by'
        and owner.object_ref = seed.group_ref
        and owner.scope = anchor_scope.scope
        and (
          act.id is not null
          or (
            owner.object_type = 'group'
            and owner.owner_kind = 'accountable'
            and owner.lifecycle_status = 'active'
            and owner.is_inherited_anchor
            and owner.owner_gov_code = seed.owner_gov_code
          )
        )
    ) as stands
  from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text, owner_gov_code text)
  cross join (
    select distinct seeded.scope
    from governance_object_ownership as seeded
    join governance_responsibility_scope as scope on scope.scope_code = seeded.scope and scope.status = 'active'
    where seeded.created_by = :'ownership_created_by'
  ) as anchor_scope
) as anchor;

--! check: effective_owner_cells
--! remedy: Owners came or went since the rollout. Review governance_object_ownership and v_object_effective_owner.
-- Reported, not judged: objects and owners come and go. seeded_anchors judges what the rollout wrote.
select
  coalesce(
    (:'baseline'::jsonb ->> 'effective_owner_cells')::bigint,
    :'expected_ownership_seed'::bigint + :'expected_canonical_gap'::bigint
  ) as expected,
  count(*) as actual,
  true as ok,
  false as judged
from v_object_effective_owner;

--! dependants
--! check: rows_changed
--! remedy: Set it back to what was seeded; force deletes and records it.
select 'a seeded row was changed since' as violation, owner.object_ref as object, owner.scope, owner.owner_gov_code
from governance_object_ownership as owner
left join jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text, owner_gov_code text)
  on seed.group_ref = owner.object_ref
where owner.created_by = :'ownership_created_by'
  and (
    owner.updated_at is not null
    or owner.updated_by is not null
    or owner.effective_to is not null
    or owner.object_type <> 'group'
    or owner.owner_kind <> 'accountable'
    or owner.lifecycle_status is distinct from 'active'
    or owner.is_inherited_anchor is distinct from true
    or owner.owner_gov_code is distinct from seed.owner_gov_code
  )
order by owner.object_ref, owner.scope;

--! check: rows_superseding
--! remedy: Delete it, or undo its batch where rollback_ref names one; force deletes and records it.
select 'a row of others supersedes a seeded one' as violation, other.id::text as object, other.object_ref, other.scope
from governance_object_ownership as other
join governance_object_ownership as seeded on seeded.id = other.supersedes_id and seeded.created_by = :'ownership_created_by'
where other.created_by is distinct from :'ownership_created_by'
order by other.id;

--! force
delete from governance_object_ownership as other
using governance_object_ownership as seeded
where seeded.id = other.supersedes_id
  and seeded.created_by = :'ownership_created_by'
  and other.created_by is distinct from :'ownership_created_by';

--! rollback
delete from governance_object_ownership where created_by = :'ownership_created_by';
