--! tier: 8
--! id: verify
--! role: verify
--! name: verify
-- Changes nothing: every check of the applied tiers is asked again, and every invariant. The last step of a rollout.
-- There is no tier 7: the event boundary ships with tier 1 and is asserted by tier 6.
-- A project lives on after its rollout. What is judged are invariants; numbers of the target are told, and judged only where the profile holds them
-- (expected.hold). They are those of the rollout until people accept others (POST /axis/baseline).

--! verify
--! check: inventory
--! remedy: Governed objects came or went. Review them, then accept today's numbers: POST /axis/baseline.
select
  pinned.count as expected,
  found.count as actual,
  not :'expected_hold'::boolean or found.count = pinned.count as ok,
  :'expected_hold'::boolean as judged
from (select count(*) from v_governance_object_inventory where requires_owner and born) as found
cross join (select coalesce((:'baseline'::jsonb ->> 'inventory')::bigint, :'expected_inventory'::bigint) as count) as pinned;

--! check: active_scopes
--! remedy: Responsibility scopes were added or retired. Review them, then accept today's numbers: POST /axis/baseline.
select
  pinned.count as expected,
  found.count as actual,
  not :'expected_hold'::boolean or found.count = pinned.count as ok,
  :'expected_hold'::boolean as judged
from (select count(*) from governance_responsibility_scope where status = 'active') as found
cross join (select coalesce((:'baseline'::jsonb ->> 'active_scopes')::bigint, :'expected_active_scopes'::bigint) as count) as pinned;

--! check: contained_objects
--! remedy: Objects came into a group or left theirs. Review them, then accept today's numbers: POST /axis/baseline.
select
  pinned.count as expected,
  found.count as actual,
  not :'expected_hold'::boolean or found.count = pinned.count as ok,
  :'expected_hold'::boolean as judged
from (select count(*) from v_object_containment where parent_type = 'group' and object_type <> 'group') as found
cross join (select coalesce((:'baseline'::jsonb ->> 'contained_objects')::bigint, :'expected_containment'::bigint) as count) as pinned;

--! report
-- What came and went since the rollout, or since people last accepted the numbers. Asked where the axis tables are there.
with declared as (
  select axis ->> 'tag' as tag, axis -> 'values' as declared_values from jsonb_array_elements(:'profile'::jsonb -> 'axes') as axis
),
then_there as (
  select kind, name
  from jsonb_to_recordset(:'baseline'::jsonb -> 'listed') as listed (kind text, name text)
  union all
  select kind, name
  from jsonb_to_recordset(:'started'::jsonb) as started (kind text, name text)
  where not jsonb_exists(:'baseline'::jsonb, 'listed')
  union all
  select 'object', object_type || '/' || object_ref
  from axis_assignment
  where tag = :'containment_tag' and not jsonb_exists(:'baseline'::jsonb, 'listed')
  union all
  select 'scope', value_code
  from axis_value
  where tag = :'responsibility_tag' and not jsonb_exists(:'baseline'::jsonb, 'listed')
  union all
  select 'axis', axis_code
  from axis_registry
  where (tag in (:'responsibility_tag', :'containment_tag', :'topic_tag') or tag in (select tag from declared))
    and not jsonb_exists(:'baseline'::jsonb, 'listed')
  union all
  select 'value', value.axis_code || '/' || value.value_code
  from axis_value as value
  where (value.tag in (:'responsibility_tag', :'containment_tag', :'topic_tag') or value.tag in (select tag from declared))
    and not jsonb_exists(:'baseline'::jsonb, 'listed')
    and not exists (
      select from jsonb_to_recordset(:'profile'::jsonb #> '{topic,values}') as seed (value_code text, status text)
      where value.tag = :'topic_tag' and seed.value_code = value.value_code and coalesce(seed.status, 'active') <> 'active'
    )
    and not exists (
      select
      from declared
      cross join lateral jsonb_to_recordset(declared.declared_values) as seed (value_code text, status text)
      where declared.tag = value.tag and seed.value_code = value.value_code and seed.status <> 'active'
    )
),
now_there as (
  select 'object' as kind, object_type || '/' || object_ref as name
  from v_governance_object_inventory
  where requires_owner and born
  union all
  select 'scope', scope_code from governance_responsibility_scope where status = 'active'
  union all
  (
    select 'group', parent_ref from v_object_containment where parent_type = 'group'
    union
    select 'group', object_ref from v_object_containment where object_type = 'group'
  )
  union all
  select 'axis', axis_code from axis_registry where status = 'active'
  union all
  select 'value', axis_code || '/' || value_code from axis_value where status = 'active'
)
select
  case when bool_or(side.now) then 'came' else 'went' end as change,
  side.kind,
  side.name
from (
  select kind, name, true as now from now_there
  union all
  select kind, name, false from then_there
) as side
-- Of a kind that nothing was known of, nothing came.
where side.kind in (select kind from then_there)
group by side.kind, side.name
having bool_and(side.now) or not bool_or(side.now)
order by change, side.kind, side.name
limit 200;
