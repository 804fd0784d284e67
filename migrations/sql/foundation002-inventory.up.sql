-- Which collections need owners, and what contains them. Directus' tables are read by functions whose bodies are text: nothing here depends on them,
-- so that the host's migrations may retype and drop their columns. Of a collection all but its key is read through to_jsonb: a column that is not
-- there is null. The functions run with the rights of their owner and answer names alone, for whoever may read the views. Before they read Directus'
-- tables they hold them (axis_internal.hold_plain_table).

do $block$
begin
  execute format($create$
    create function axis_internal.foundation_inventory()
    returns table (object_type text, object_ref text, group_ref text, requires_owner boolean, born boolean, reason text)
    language plpgsql security definer rows 200 set search_path = pg_catalog, pg_temp set row_security = off
    as $function$
    begin
      perform axis_internal.hold_plain_table(%2$L::regclass);
      perform axis_internal.hold_plain_table(%3$L::regclass);
      return query
      with entry as (
        select
          listed.collection::text as ref,
          axis_internal.group_named(listed.collection::text) as own_group,
          axis_internal.group_named(columns.found ->> 'group') as parent,
          coalesce((columns.found ->> 'hidden')::boolean, false) as hidden,
          columns.found ->> 'status' as status,
          class.oid,
          class.relkind
        from %1$I.directus_collections as listed
        cross join lateral (select to_jsonb(listed) as found) as columns
        left join pg_class as class
          on class.relnamespace = %1$L::regnamespace and class.relname = listed.collection::text and class.relkind in ('r', 'p', 'f', 'v', 'm')
      ),
      -- A link between two others and nothing else: a hidden table of two fields that name each other as junction, with no column besides its key,
      -- the name of the collection that a field may lead to, and who and when.
      junction as (
        select entry.ref
        from entry
        where entry.hidden
          and entry.relkind in ('r', 'p')
          and (
            select count(*) from %1$I.directus_relations as link where link.many_collection::text = entry.ref and link.junction_field is not null
          ) = 2
          and not exists (
            select from pg_attribute as attribute
            where attribute.attrelid = entry.oid
              and attribute.attnum > 0
              and not attribute.attisdropped
              and attribute.attname not in ('sort', 'user_created', 'date_created', 'user_updated', 'date_updated')
              and not exists (
                select from pg_index where indrelid = entry.oid and indisprimary and attribute.attnum = any (indkey::smallint[])
              )
              and not exists (
                select from %1$I.directus_relations as link
                where link.many_collection::text = entry.ref
                  and link.junction_field is not null
                  and attribute.attname::text in (link.many_field::text, link.one_collection_field::text)
              )
          )
      ),
      judged as (
        select
          entry.ref,
          entry.own_group,
          entry.parent,
          entry.relkind is not null as is_there,
          rule.effect,
          rule.group_ref as given_group,
          case
            when entry.relkind is null then 'folder'
            when entry.ref like 'directus\_%%' then 'system'
            when entry.ref = any (axis_internal.own_relations()) then 'product'
            when entry.status <> 'active' then 'inactive'
            when junction.ref is not null then 'junction'
          end as left_out
        from entry
        left join junction on junction.ref = entry.ref
        left join %1$I.governance_object_rule as rule on rule.object_type = 'collection' and rule.object_ref = entry.ref
      ),
      counted as (
        select
          judged.ref,
          judged.own_group,
          judged.parent,
          judged.effect,
          judged.given_group,
          judged.left_out,
          coalesce(judged.effect = 'include', judged.left_out is null) as counts
        from judged
        where judged.is_there
          and judged.left_out is distinct from 'product'
          and (judged.left_out is distinct from 'system' or judged.effect is not null)
      ),
      -- A collection is a group while an object that counts lies right below it, or while an anchor stands on it: who loses the last child keeps the owner.
      grouping as (
        select counted.parent as ref from counted where counted.counts and counted.parent is not null
        union
        select anchor.object_ref
        from %1$I.governance_object_ownership as anchor
        where anchor.object_type = 'group' and anchor.is_inherited_anchor and anchor.lifecycle_status = 'active'
      )
      select
        'collection',
        counted.ref,
        -- A collection that contains others is the first member of its own group.
        case
          when counted.own_group in (select grouping.ref from grouping) then counted.own_group
          else coalesce(counted.parent, counted.given_group, '(project)')
        end,
        counted.counts,
        true,
        coalesce('rule:' || counted.effect, counted.left_out, 'collection')
      from counted
      union all
      -- What no row of directus_collections names: tables that nobody registered, flows, dashboards. A table counts while it is there.
      select rule.object_type, rule.object_ref, coalesce(rule.group_ref, '(project)'), true, true, 'rule:include'
      from %1$I.governance_object_rule as rule
      where rule.effect = 'include'
        and (
          rule.object_type <> 'collection'
          or (
            rule.object_ref not in (select judged.ref from judged where judged.is_there)
            and exists (
              select from pg_class
              where relnamespace = %1$L::regnamespace and relname = rule.object_ref and relkind in ('r', 'p', 'f', 'v', 'm')
            )
          )
        );
    end
    $function$
  $create$, current_schema(), format('%I.directus_collections', current_schema()), format('%I.directus_relations', current_schema()));

  execute format($create$
    create function axis_internal.foundation_containment()
    returns table (object_type text, object_ref text, parent_type text, parent_ref text)
    language plpgsql security definer rows 300 set search_path = pg_catalog, pg_temp set row_security = off
    as $function$
    begin
      perform axis_internal.hold_plain_table(%2$L::regclass);
      return query
      with recursive folder as (
        select
          axis_internal.group_named(listed.collection::text) as ref,
          axis_internal.group_named(to_jsonb(listed) ->> 'group') as parent
        from %1$I.directus_collections as listed
      ),
      object as materialized (
        select inventory.object_type as kind, inventory.object_ref as ref, inventory.group_ref as grouped
        from axis_internal.foundation_inventory() as inventory
        where inventory.requires_owner and inventory.born
      ),
      -- Every group above an object, once for each way up; Directus accepts circles, and a climb that returns to where it was ends there.
      climb as (
        select distinct object.grouped as ref, array[object.grouped] as way, false as closed from object where object.grouped <> '(project)'
        union all
        select folder.parent, climb.way || folder.parent, folder.parent = any (climb.way)
        from climb
        join folder on folder.ref = climb.ref
        where folder.parent is not null and not climb.closed
      ),
      grouping as (
        select climb.ref, bool_or(climb.closed) as on_circle from climb group by climb.ref
      )
      select object.kind, object.ref, 'group', object.grouped from object
      union all
      -- Members of a circle lie right below the project.
      select 'group', grouping.ref, 'group', case when grouping.on_circle then '(project)' else coalesce(folder.parent, '(project)') end
      from grouping
      left join folder on folder.ref = grouping.ref;
    end
    $function$
  $create$, current_schema(), format('%I.directus_collections', current_schema()));
end
$block$;

comment on function axis_internal.foundation_inventory() is
  'Collections of the project, and what object rules include. group_ref: the folder or collection that contains it, (project) where none does. reason: collection, or why it does not count (inactive, junction), or rule:include, rule:exclude, system.';
comment on function axis_internal.foundation_containment() is
  'What lies in which group, and which group in which: folders and collections that contain others, up to (project).';

create function axis_internal.own_relations() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp
as $function$
  select array[
    'governance_registry', 'governance_responsibility_scope', 'governance_object_ownership', 'governance_object_rule', 'governance_ratification',
    'axis_registry', 'axis_value', 'axis_assignment', 'coverage_rule', 'axis_object_ownership', 'axis_candidate_finding', 'topic_taxonomy_map',
    'topic_label_reconcile_decision', 'governance_scan_run', 'governance_drift_state', 'governance_event_log', 'axis_rollout_run'
  ]
$function$;

comment on function axis_internal.own_relations() is 'Tables of this extension: no objects of the project.';

create view v_governance_object_inventory as
select object_type, object_ref, group_ref, requires_owner, born, reason
from axis_internal.foundation_inventory();

comment on view v_governance_object_inventory is 'Which objects there are. Grain: one object. It needs owners where requires_owner and born.';
comment on column v_governance_object_inventory.object_type is 'collection, or what an object rule says.';
comment on column v_governance_object_inventory.object_ref is 'Name of the object within its type.';
comment on column v_governance_object_inventory.group_ref is 'The folder or collection that contains it; (project) where none does, ((project)) for a folder that is called (project).';
comment on column v_governance_object_inventory.requires_owner is 'Whether it needs owners.';
comment on column v_governance_object_inventory.born is 'Always true: what is listed is there.';
comment on column v_governance_object_inventory.reason is 'Why it counts, or does not: collection, inactive, junction, system, rule:include, rule:exclude.';

create view v_object_containment as
select object_type, object_ref, parent_type, parent_ref
from axis_internal.foundation_containment();

comment on view v_object_containment is 'What lies right below what. Grain: one object that needs owners, or one group, and the group that contains it.';
comment on column v_object_containment.object_type is 'Kind of what is contained; group for a group.';
comment on column v_object_containment.object_ref is 'Name of what is contained.';
comment on column v_object_containment.parent_type is 'Always group.';
comment on column v_object_containment.parent_ref is 'A folder, a collection that contains others, or (project).';

-- A rule about what is not there says nothing, or counts a name that nobody can give an owner for. Asked with the rights of whoever writes it: it reads
-- nothing for anybody else.
create function axis_internal.refuse_rule_of_nothing() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
  kept_in regclass := case
    when new.object_type in ('flow', 'dashboard') then to_regclass(format('%I.directus_%ss', tg_table_schema, new.object_type))
  end;
  is_there boolean := true;
  reason text;
begin
  if new.object_type = 'collection' then
    is_there := new.object_ref <> all (axis_internal.own_relations()) and exists (
      select from pg_class
      where relnamespace = (select oid from pg_namespace where nspname = tg_table_schema)
        and relname = new.object_ref
        and relkind in ('r', 'p', 'f', 'v', 'm')
    );
  elsif kept_in is not null then
    execute format('select exists (select from %s as kept where $1 in (kept.id::text, kept.name::text))', kept_in) into is_there using new.object_ref;
  end if;
  if not is_there then
    reason := format('there is no %s "%s" of the project', case new.object_type when 'collection' then 'table or view' else new.object_type end, new.object_ref);
  end if;
  if reason is null and new.group_ref <> '(project)' then
    execute format('select exists (select from %I.directus_collections as listed where axis_internal.group_named(listed.collection::text) = $1)', tg_table_schema)
      into is_there using new.group_ref;
    if not is_there then
      reason := format('there is no folder or collection "%s" to be its group', new.group_ref);
    end if;
  end if;
  if reason is not null then
    raise exception using
      errcode = 'AX006',
      message = format('The object rule was refused: %s. Nothing was changed.', reason),
      detail = reason,
      table = tg_table_name,
      schema = tg_table_schema;
  end if;
  return new;
end
$function$;

comment on function axis_internal.refuse_rule_of_nothing() is
  'Refuses an object rule whose object, or the group that it names, is not there (AX006). Of a flow or a dashboard the id or the name is known; other kinds are taken as given.';

create trigger governance_object_rule_of_something before insert or update of object_type, object_ref, group_ref on governance_object_rule
for each row execute function axis_internal.refuse_rule_of_nothing();

comment on trigger governance_object_rule_of_something on governance_object_rule is 'Refuses rules about what is not there (AX006).';
