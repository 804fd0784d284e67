-- Which groups lie in which: the one definition of what a group contains all the way down, for reports before a rollout and after it. The body is text,
-- so that nothing here depends on the base model, which may come later and go.
do $block$
begin
  execute format($create$
    create or replace function axis_internal.group_tree()
    returns table (group_ref text, parent_ref text, group_path text[], above text[])
    language plpgsql stable rows 200 set search_path = pg_catalog, pg_temp
    as $function$
    begin
      return query
      with recursive link as materialized (
        select distinct contained.object_type::text as kind, contained.object_ref::text as ref, contained.parent_ref::text as parent
        from %1$I.v_object_containment as contained
        where contained.parent_type::text = 'group' and contained.parent_ref is not null
      ),
      step as materialized (
        select link.ref, link.parent from link where link.kind = 'group'
      ),
      node as materialized (
        select link.parent as ref from link
        union
        select step.ref from step
      ),
      -- union: a group that is reached by several ways, or around a circle, is above another once.
      way (ref, above_ref) as (
        select node.ref, node.ref from node
        union
        select way.ref, step.parent from way join step on step.ref = way.above_ref
      ),
      -- The way that is shown: of several parents the first by name; on a circle it ends before it would come back.
      first_parent as materialized (
        select step.ref, min(step.parent) as parent from step group by step.ref
      ),
      climb (ref, top, path) as (
        select node.ref, node.ref, array[node.ref] from node
        union all
        select climb.ref, first_parent.parent, first_parent.parent || climb.path
        from climb
        join first_parent on first_parent.ref = climb.top
        where first_parent.parent <> all (climb.path)
      ),
      longest as (
        select distinct on (climb.ref) climb.ref, climb.path from climb order by climb.ref, cardinality(climb.path) desc
      ),
      gathered as (
        select way.ref, array_agg(way.above_ref order by way.above_ref) as above from way group by way.ref
      )
      select gathered.ref, first_parent.parent, longest.path, gathered.above
      from gathered
      join longest on longest.ref = gathered.ref
      left join first_parent on first_parent.ref = gathered.ref;
    end
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.group_tree() is
  'Groups of v_object_containment: one row each. parent_ref: the group right above it, the first by name of several, null at a root. group_path: the way from the root to it, both included. above: itself and every group that contains it by whatever way, each once.';

create or replace function axis_internal.group_named(name text) returns text
language sql immutable parallel safe set search_path = pg_catalog, pg_temp
as $function$
  select case when name ~ '^\(+project\)+$' then '(' || name || ')' else name end
$function$;

comment on function axis_internal.group_named(text) is
  'The group that a folder or collection of that name is: its name. (project) is the root and no folder''s, so one that is called so stands in one more pair of parentheses, and so does one that is called like that; no two share a group.';

-- What stands on folders and collections that are about to go, for the host's hook. It fails for no base model, whatever its shape: an error would
-- end the transaction of whoever deletes.
do $block$
begin
  execute format($create$
    create or replace function axis_internal.standing_on(names text[])
    returns table (name text, anchors integer, anchor_owners text[], rows_of_its_own integer, owners_above text[])
    language plpgsql stable rows 1 set search_path = pg_catalog, pg_temp
    as $function$
    begin
      return query
      with standing as materialized (
        select owner.object_type::text as kind, owner.object_ref::text as ref, owner.owner_gov_code::text as code
        from %1$I.governance_object_ownership as owner
        where owner.owner_kind = 'accountable'
          and owner.lifecycle_status = 'active'
          and (owner.effective_to is null or owner.effective_to > now())
          and (owner.is_inherited_anchor or owner.object_type::text = 'collection')
      )
      select
        given.name,
        (count(*) filter (where standing.kind = 'group'))::integer,
        array_agg(distinct standing.code order by standing.code) filter (where standing.kind = 'group'),
        (count(*) filter (where standing.kind = 'collection'))::integer,
        (select array_agg(distinct root.code order by root.code) from standing as root where root.kind = 'group' and root.ref = '(project)')
      from unnest(names) as given (name)
      join standing
        on (standing.kind = 'group' and standing.ref = axis_internal.group_named(given.name))
        or (standing.kind = 'collection' and standing.ref = given.name)
      group by given.name
      order by given.name;
    exception
      when others then
        return;
    end
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.standing_on(text[]) is
  'Of each of the folders or collections that owner rows of the base model stand on: how many anchors, and of whom; how many rows of the collection itself; who owns the top of the project, which Directus moves to what lay below. Nothing where the base model cannot be read.';
