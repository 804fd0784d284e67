-- Who an authority could be linked to: roles with active users, children included, and for each collection the active user who changed it most in the
-- last 20,000 entries of the activity log, of two the later one. Directus' own tables: asked with its rights.
with recursive member as (
  select person.id as user_id, person.role as role_id
  from directus_users as person
  where person.status = 'active' and person.role is not null
  union
  select member.user_id, role.parent
  from member
  join directus_roles as role on role.id = member.role_id
  where role.parent is not null
),
recent as (
  select activity.collection, activity."user" as user_id, activity.action, activity.timestamp
  from directus_activity as activity
  order by activity.id desc
  limit 20000
),
changed as (
  select recent.collection, recent.user_id, count(*)::integer as changes, max(recent.timestamp) as last_change
  from recent
  join directus_users as person on person.id = recent.user_id and person.status = 'active'
  where recent.action in ('create', 'update', 'delete')
    and recent.collection not like 'directus\_%'
    and recent.collection not in (select jsonb_array_elements_text(:'own'::jsonb))
  group by recent.collection, recent.user_id
),
most as (
  select distinct on (changed.collection) changed.collection, changed.user_id, changed.changes, changed.last_change
  from changed
  order by changed.collection, changed.changes desc, changed.last_change desc, changed.user_id
),
suggested as (
  select
    'role' as kind, role.id, role.name::text as name, count(*)::integer as active_users,
    null::text as collection, null::integer as changes, null::timestamptz as last_change
  from member
  join directus_roles as role on role.id = member.role_id
  group by role.id, role.name
  union all
  select
    'user', most.user_id, nullif(concat_ws(' ', person.first_name, person.last_name), ''), null,
    most.collection, most.changes, most.last_change
  from most
  join directus_users as person on person.id = most.user_id
)
select
  suggested.kind,
  suggested.id,
  suggested.name,
  suggested.active_users,
  suggested.collection,
  suggested.changes,
  suggested.last_change,
  (
    select string_agg(link.authority_code, ', ' order by link.authority_code)
    from axis_internal.authority_link as link
    where link.directus_role = suggested.id or link.directus_user = suggested.id
  ) as linked_to,
  count(*) over () as total_count
from suggested
order by suggested.kind, suggested.active_users desc, suggested.collection, suggested.name, suggested.id
limit :'limit'::integer offset :'offset'::integer;
