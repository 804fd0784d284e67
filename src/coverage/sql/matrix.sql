-- The whole matrix: every required cell, or where there are too many objects for a row each the counts of each group and value. One row, so that all of
-- it is of the same moment.
with cell as materialized (
  select
    object_type, object_ref, group_ref, value_code, state, owner_gov_code,
    case when state = 'inherited' then source_anchor_ref end as source_anchor_ref
  from axis_internal.cell
  where axis_code = :'axis_code'
),
size as (
  select count(*) > :'most_objects'::integer as by_group
  from (select distinct object_type, object_ref from cell) as object
)
select
  exists (select from axis_registry where axis_code = :'axis_code' and status = 'active') as known,
  (
    select coalesce(json_agg(value_code order by value_code), '[]')
    from axis_value
    where axis_code = :'axis_code' and status = 'active'
  ) as value_codes,
  case when by_group then 'group' else 'object' end as grain,
  case
    when by_group then (
      select json_agg(json_build_object(
        'group_ref', group_ref, 'value_code', value_code, 'required', required, 'covered', covered, 'gap', gap, 'waived', waived
      ) order by group_ref nulls last, value_code)
      from (
        select
          group_ref,
          value_code,
          count(*) as required,
          count(*) filter (where state in ('direct', 'inherited')) as covered,
          count(*) filter (where state = 'gap') as gap,
          count(*) filter (where state = 'waived') as waived
        from cell
        group by group_ref, value_code
      ) as counted
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
