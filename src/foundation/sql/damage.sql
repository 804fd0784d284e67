-- What of the foundation is no longer there as it was made: tables, views, functions and the trigger of object rules that are gone, and columns that are
-- read by name. stands_for_it: what has the name instead, kind and name; a table without a constraint of ours is somebody else's.
with made (name, kind, columns) as (
  values
    ('governance_registry', 'table', '{code,name,status}'::text[]),
    ('governance_responsibility_scope', 'table', '{scope_code,description,status}'),
    (
      'governance_object_ownership', 'table',
      '{id,object_type,object_ref,scope,owner_kind,owner_gov_code,is_inherited_anchor,effective_from,effective_to,lifecycle_status,approval_ref,rollback_ref,supersedes_id,created_by,updated_at,updated_by}'
    ),
    ('governance_object_rule', 'table', '{object_type,object_ref,effect,group_ref}'),
    ('governance_ratification', 'table', '{}'),
    ('v_governance_object_inventory', 'view', '{object_type,object_ref,requires_owner,born,reason}'),
    ('v_object_containment', 'view', '{object_type,object_ref,parent_type,parent_ref}'),
    (
      'v_object_effective_owner', 'view',
      '{object_type,object_ref,scope,owner_gov_code,owner_kind,resolution,depth,source_anchor_type,source_anchor_ref}'
    ),
    ('v_object_owner_gap', 'view', '{object_type,object_ref,scope}'),
    ('v_object_owner_conflict', 'view', '{object_type,object_ref,scope}')
),
stands as (
  select
    made.name,
    made.kind,
    made.columns,
    class.oid,
    case class.relkind when 'v' then 'view' when 'r' then 'table' when 'p' then 'table' else 'relation' end as stands_kind,
    class.relkind = 'v'
      or exists (select from pg_constraint where conrelid = class.oid and conname like 'governance\_%\_foundation') as ours
  from made
  left join pg_class as class on class.relnamespace = current_schema()::text::regnamespace and class.relname = made.name
)
select object, stands_for_it
from (
  select name as object, case when oid is not null then stands_kind || ' ' || name end as stands_for_it
  from stands
  where oid is null or stands_kind <> kind or not ours
  union all
  select stands.name || '.' || needed.name, null
  from stands
  cross join unnest(stands.columns) as needed (name)
  where stands.oid is not null
    and stands.stands_kind = stands.kind
    and stands.ours
    and not exists (
      select from pg_attribute
      where attrelid = stands.oid and attname = needed.name and attnum > 0 and not attisdropped
    )
  union all
  select needed.name, null
  from unnest(array[
    'axis_internal.foundation_containment()', 'axis_internal.foundation_inventory()', 'axis_internal.own_relations()',
    'axis_internal.refuse_rule_of_nothing()'
  ]) as needed (name)
  where to_regprocedure(needed.name) is null
  union all
  select 'the trigger governance_object_rule_of_something', null
  from stands
  where stands.name = 'governance_object_rule'
    and stands.stands_kind = stands.kind
    and stands.ours
    and not exists (
      select from pg_trigger
      where tgrelid = stands.oid and tgname = 'governance_object_rule_of_something' and tgenabled <> 'D'
    )
) as damage
order by object;
