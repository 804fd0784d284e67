-- A page of objects with all their required cells, and what the filter keeps by group: one row, so that all of it is of the same moment. An object is
-- kept where one of its required cells is of that owner and that state. Windows instead of a join of objects and cells: the planner knows nothing of
-- their rows.
with judged as (
  select
    group_ref, object_type, object_ref, value_code, state, owner_gov_code, source_anchor_ref,
    bool_or((:'owner'::text = '' or owner_gov_code = :'owner'::text) and (:'state'::text = '' or state = :'state'::text))
      over (partition by group_ref, object_type, object_ref) as kept
  from axis_internal.cell
  where axis_code = :'axis_code'
    and (:'any_group'::boolean or group_ref is not distinct from nullif(:'group_ref'::text, ''))
    and (:'search'::text = '' or strpos(lower(object_ref), lower(:'search'::text)) > 0)
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
    select coalesce(json_agg(value_code order by value_code), '[]')
    from axis_value
    where axis_code = :'axis_code' and status = 'active'
  ) as value_codes,
  (
    select coalesce(json_agg(json_build_object(
      'group_ref', group_ref, 'objects', objects, 'required', required, 'covered', covered, 'gap', gap, 'waived', waived
    ) order by group_ref nulls last), '[]')
    from kept_group
  ) as groups,
  (
    select coalesce(json_agg(json_build_object(
      'object_type', object_type, 'object_ref', object_ref, 'group_ref', group_ref,
      'value_code', value_code, 'state', state, 'owner_gov_code', owner_gov_code, 'source_anchor_ref', source_anchor_ref
    ) order by place, value_code), '[]')
    from placed
    where place > :'offset'::bigint and place <= :'offset'::bigint + :'limit'::bigint
  ) as cells;
