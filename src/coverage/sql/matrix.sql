-- The whole matrix: every required cell, or where there are too many objects for a row each the counts of each group, with all that is below it, and
-- value. One row, so that all of it is of the same moment.
with cell as materialized (
  select
    object_type, object_ref, group_ref, group_refs, value_code, state, owner_gov_code,
    case when state = 'inherited' then source_anchor_ref end as source_anchor_ref
  from axis_internal.cell
  where axis_code = :'axis_code'
),
size as (
  select count(*) > :'most_objects'::integer as by_group
  from (select distinct object_type, object_ref from cell) as object
),
tree as materialized (
  select group_ref, group_path, above from axis_internal.group_tree()
),
counted as materialized (
  select
    group_refs,
    value_code,
    count(*) as required,
    count(*) filter (where state in ('direct', 'inherited')) as covered,
    count(*) filter (where state = 'gap') as gap,
    count(*) filter (where state = 'waived') as waived
  from cell
  group by group_refs, value_code
),
reached as (
  select distinct
    above.group_ref, counted.group_refs, counted.value_code, counted.required, counted.covered, counted.gap, counted.waived
  from counted
  cross join unnest(counted.group_refs) as direct (group_ref)
  join tree on tree.group_ref = direct.group_ref
  cross join unnest(tree.above) as above (group_ref)
  union all
  select null, group_refs, value_code, required, covered, gap, waived from counted where group_refs is null
),
rolled as (
  select
    group_ref,
    value_code,
    sum(required)::bigint as required,
    sum(covered)::bigint as covered,
    sum(gap)::bigint as gap,
    sum(waived)::bigint as waived
  from reached
  group by group_ref, value_code
)
select
  exists (select from axis_registry where axis_code = :'axis_code' and status = 'active') as known,
  (
    select coalesce(json_agg(value_code order by position, value_code), '[]')
    from axis_internal.shown_value
    where axis_code = :'axis_code'
  ) as value_codes,
  case when by_group then 'group' else 'object' end as grain,
  case
    when by_group then (
      select json_agg(json_build_object(
        'group_ref', rolled.group_ref, 'group_path', coalesce(tree.group_path, '{}'), 'value_code', rolled.value_code,
        'required', rolled.required, 'covered', rolled.covered, 'gap', rolled.gap, 'waived', rolled.waived
      ) order by tree.group_path nulls last, rolled.group_ref, rolled.value_code)
      from rolled
      left join tree on tree.group_ref = rolled.group_ref
    )
    else (
      select coalesce(json_agg(json_build_object(
          'object_type', object_type, 'object_ref', object_ref, 'group_ref', group_ref,
          'value_code', value_code, 'state', state, 'owner_gov_code', owner_gov_code, 'source_anchor_ref', source_anchor_ref
        ) order by group_ref nulls last, object_type, object_ref, value_code), '[]')
      from cell
    )
  end as cells
from size;
