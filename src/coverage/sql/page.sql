-- A page of objects with all their required cells, and what the filter keeps by group: one row, so that all of it is of the same moment. An object is
-- kept where one of its required cells is of that owner and that state, told under one group, and counted there alone; with a group it is kept
-- wherever it lies below. Windows instead of a join of objects and cells: the planner knows nothing of
-- their rows.
with judged as (
  select
    group_ref, object_type, object_ref, value_code, state, owner_gov_code, source_anchor_ref,
    bool_or((:'owner'::text = '' or owner_gov_code = :'owner'::text) and (:'state'::text = '' or state = :'state'::text))
      over (partition by group_ref, object_type, object_ref) as kept
  from axis_internal.cell
  where axis_code = :'axis_code'
    and case
      when :'any_group'::boolean then true
      when :'group_ref'::text = '' then group_refs is null
      else group_refs && array(select tree.group_ref from axis_internal.group_tree() as tree where :'group_ref'::text = any (tree.above))
    end
    and (:'search'::text = '' or strpos(lower(object_ref), lower(:'search'::text)) > 0)
),
tree as materialized (
  select group_ref, group_path from axis_internal.group_tree()
),
placed as (
  select
    group_ref, object_type, object_ref, value_code, state, owner_gov_code,
    case when state = 'inherited' then source_anchor_ref end as source_anchor_ref,
    dense_rank() over (order by group_ref nulls last, object_type, object_ref) as place
  from judged
  where kept
),
kept_group as (
  select
    group_ref,
    count(distinct place) as objects,
    count(*) as required,
    count(*) filter (where state in ('direct', 'inherited')) as covered,
    count(*) filter (where state = 'gap') as gap,
    count(*) filter (where state = 'waived') as waived
  from placed
  group by group_ref
)
select
  exists (select from axis_registry where axis_code = :'axis_code' and status = 'active') as known,
  (
    select coalesce(json_agg(value_code order by position, value_code), '[]')
    from axis_internal.shown_value
    where axis_code = :'axis_code'
  ) as value_codes,
  (
    select coalesce(json_agg(json_build_object(
      'group_ref', kept_group.group_ref, 'group_path', coalesce(tree.group_path, '{}'), 'objects', kept_group.objects,
      'required', kept_group.required, 'covered', kept_group.covered, 'gap', kept_group.gap, 'waived', kept_group.waived
    ) order by kept_group.group_ref nulls last), '[]')
    from kept_group
    left join tree on tree.group_ref = kept_group.group_ref
  ) as groups,
  (
    select coalesce(json_agg(json_build_object(
      'object_type', object_type, 'object_ref', object_ref, 'group_ref', group_ref,
      'value_code', value_code, 'state', state, 'owner_gov_code', owner_gov_code, 'source_anchor_ref', source_anchor_ref
    ) order by place, value_code), '[]')
    from placed
    where place > :'offset'::bigint and place <= :'offset'::bigint + :'limit'::bigint
  ) as cells;
