--! tier: 0
--! id: preflight
--! role: preflight
--! name: preflight
-- Describes the start of a rollout: is this the right database, is it ratified, does it hold what the profile expects?
-- Reads only. Each check returns one row: expected, actual, ok.

--! precondition
--! check: idle_in_transaction
--! remedy: End these sessions, or wait for them; pg_terminate_backend(pid) ends one. A profile without rollout.idle_in_transaction tells of them only.
-- Sessions that hold a lock of the bundle are its own runs. One that works is idle between two statements too, for a moment.
select 'a session of somebody else is idle in a transaction' as violation, pid, usename as user, application_name as application,
  coalesce(state, 'a state that this role may not see') as state, state_change as since
from (
  select activity.pid, activity.usename, activity.application_name, activity.state, activity.state_change, count(*) over () as sessions
  from pg_stat_activity as activity
  where activity.datname = current_database()
    and activity.backend_type = 'client backend'
    and activity.pid <> pg_backend_pid()
    and (activity.state is null or (activity.state like 'idle in transaction%' and activity.state_change < clock_timestamp() - interval '250 ms'))
    and not exists (
      select from pg_locks as held
      where held.pid = activity.pid and held.locktype = 'advisory' and held.classid::bigint = :'lock_namespace'::bigint
    )
) as idle
where sessions > nullif(:'idle_allowed', '')::integer
order by since, pid;

--! report
select 'a session of somebody else is idle in a transaction' as note, pid, usename as user, application_name as application,
  state_change as since
from pg_stat_activity
where datname = current_database()
  and backend_type = 'client backend'
  and pid <> pg_backend_pid()
  and state like 'idle in transaction%'
  and state_change < clock_timestamp() - interval '250 ms'
  and not exists (
    select from pg_locks as held
    where held.pid = pg_stat_activity.pid and held.locktype = 'advisory' and held.classid::bigint = :'lock_namespace'::bigint
  )
order by state_change, pid;

--! verify
--! check: is_production
--! remedy: Connect to the database that the profile is for, or let the profile name this one.
select true as expected, current_database() = :'database' as actual, current_database() = :'database' as ok;

--! check: prerequisite_views
--! remedy: Create the missing views of the base model: v_governance_object_inventory, v_object_containment, v_object_effective_owner, v_object_owner_gap, v_object_owner_conflict. A project that has none gets them from its own collections: directus axis foundation.
select 5 as expected, count(*) as actual, count(*) = 5 as ok
from unnest(array[
  'v_governance_object_inventory', 'v_object_containment', 'v_object_effective_owner', 'v_object_owner_gap', 'v_object_owner_conflict'
]) as name
where to_regclass(quote_ident(name)) is not null;

--! check: ratification_count
--! blocker: ratification
--! remedy: A person must ratify the rollout where GET /axis/gate says. This extension never does.
select
  :'ratification_minimum'::integer as expected,
  counted.approvals as actual,
  counted.approvals >= :'ratification_minimum'::integer as ok,
  format(
    'A person must ratify the rollout by creating an item in %s. This extension never does. GET /axis/gate says which rule of the profile is not met.',
    counted.source_table
  ) as remedy
from (
/* count-approvals.sql */
) as counted;

--! check: gate_ratified
--! blocker: ratification
--! remedy: A person must ratify the rollout where GET /axis/gate says. This extension never does.
select
  true as expected,
  gate.is_open as actual,
  gate.is_open as ok,
  format(
    'A person must ratify the rollout by creating an item in %s. This extension never does. GET /axis/gate says which rule of the profile is not met.',
    gate.source_table
  ) as remedy
from (
  select counted.source_table, counted.approvals >= :'ratification_minimum'::integer and not counted.simulated as is_open
  from (
/* count-approvals.sql */
  ) as counted
) as gate;

--! check: axis_tables_present
--! remedy: Tier 1 creates the axis tables. Where they are those of this rollout (GET /axis/plan), it has begun: GET /axis/verify asks what holds since. Otherwise they are somebody else's.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from pg_class
where relnamespace = current_schema()::text::regnamespace
  and relname in (select jsonb_array_elements_text(:'axis_tables'::jsonb));

--! check: inventory_born_requires_owner
--! remedy: Governed objects were added or removed. Review them, then state their number in the profile.
select
  :'expected_inventory'::integer as expected,
  count(*) as actual,
  count(*) = :'expected_inventory'::integer as ok
from v_governance_object_inventory
where requires_owner and born;

--! check: active_scopes
--! remedy: Responsibility scopes were added or retired. Review them, then state their number in the profile.
select
  :'expected_active_scopes'::integer as expected,
  count(*) as actual,
  count(*) = :'expected_active_scopes'::integer as ok
from governance_responsibility_scope
where status = 'active';

--! check: canonical_gap
--! remedy: The gap is not the one that the rollout was designed for. Review v_object_owner_gap, then state its number in the profile.
select
  :'expected_canonical_gap'::integer as expected,
  count(*) as actual,
  count(*) = :'expected_canonical_gap'::integer as ok
from v_object_owner_gap;

--! check: ownership_rows
--! remedy: governance_object_ownership holds rows already. Review them: to close the gap tier 3 seeds an empty table.
-- Told, not judged, where the profile does not demand to close the gap: owners may be there before the axis that counts them.
select
  0 as expected,
  count(*) as actual,
  not :'ownership_close'::boolean or count(*) = 0 as ok,
  :'ownership_close'::boolean as judged
from governance_object_ownership;

--! check: owner_conflicts
--! remedy: Some objects have several accountable owners for one scope. Resolve the rows of v_object_owner_conflict.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from v_object_owner_conflict;

--! check: governance_emits
--! remedy: The outbox holds governance events. Find out who emits them: the rollout starts from a silent domain.
select 0 as expected, outbox.emits as actual, outbox.emits = 0 as ok
from (
/* governance-emits.sql */
) as outbox;

--! check: idle_in_transaction
--! remedy: End the sessions that are idle in transaction (pg_stat_activity). A session whose state this role may not see counts as unknown.
-- Where the profile allows any number it is told, and judges nothing. A session that works is idle between two statements too, for a moment.
select
  nullif(:'idle_allowed', '')::integer as expected,
  case when bool_or(state is null) then null else count(*) filter (where state like 'idle in transaction%' and state_change < clock_timestamp() - interval '250 ms') end as actual,
  :'idle_allowed' = ''
    or coalesce(not bool_or(state is null), true)
    and count(*) filter (where state like 'idle in transaction%' and state_change < clock_timestamp() - interval '250 ms') <= nullif(:'idle_allowed', '')::integer as ok
from pg_stat_activity
where datname = current_database()
  and backend_type = 'client backend'
  and pid <> pg_backend_pid()
  and not exists (
    select from pg_locks as held
    where held.pid = pg_stat_activity.pid and held.locktype = 'advisory' and held.classid::bigint = :'lock_namespace'::bigint
  );
