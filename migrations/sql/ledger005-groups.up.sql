-- Which groups lie in which: the one definition of what a group contains all the way down, for reports before a rollout and after it. The body is text,
-- so that nothing here depends on the base model, which may come later and go.
do $block$
begin
  execute format($create$
    create function axis_internal.group_tree()
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
