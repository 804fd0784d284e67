-- Codes of the profile that the target does not know; all of them at once, before anything runs.
select 'a group of the profile contains no governed object' as violation, seed.group_ref as object
from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
where not exists (
  select from v_object_containment as containment
  where containment.parent_type = 'group' and containment.parent_ref = seed.group_ref
)
-- One that the rollout gave an owner and that went since is no longer asked for: a verification tells it.
and not exists (
  select from governance_object_ownership as seeded
  where seeded.created_by = (:'profile'::jsonb #>> '{ownership,created_by}')
    and seeded.object_type = 'group'
    and seeded.object_ref = seed.group_ref
)
union
select 'an owner of the profile is no authority of governance_registry', seed.owner_gov_code
from (
  select owner_gov_code from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (owner_gov_code text)
  union
  select owner_gov_code from jsonb_to_recordset(:'profile'::jsonb #> '{topic,owners}') as seed (owner_gov_code text)
  union
  select owner ->> 'owner_gov_code' from jsonb_path_query(:'profile'::jsonb, '$.axes[*].owners[*]') as owner
) as seed
where not exists (select from governance_registry as registry where registry.code = seed.owner_gov_code)
union
select 'an owner of the profile is not active in governance_registry', registry.code
from (
  select owner_gov_code from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (owner_gov_code text)
  union
  select owner_gov_code from jsonb_to_recordset(:'profile'::jsonb #> '{topic,owners}') as seed (owner_gov_code text)
  union
  select owner ->> 'owner_gov_code' from jsonb_path_query(:'profile'::jsonb, '$.axes[*].owners[*]') as owner
) as seed
join governance_registry as registry on registry.code = seed.owner_gov_code
where registry.status is distinct from 'active'
union
select 'a scope of the profile is no active responsibility scope', seed.scope_code
from jsonb_array_elements_text(:'profile'::jsonb #> '{ownership,scopes}') as seed (scope_code)
where not exists (
  select from governance_responsibility_scope as scope where scope.scope_code = seed.scope_code and scope.status = 'active'
)
order by violation, object;
