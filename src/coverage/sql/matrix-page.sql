-- After matrix-placed.sql. A page of objects with all their required cells, and what the filter keeps by group: one row, so that page and counts are of
-- the same moment.
, kept_group as (
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
  (
    select coalesce(json_agg(json_build_object(
      'group_ref', group_ref, 'objects', objects, 'required', required, 'covered', covered, 'gap', gap, 'waived', waived
    ) order by group_ref nulls last), '[]')
    from kept_group
  ) as groups,
  (
    select coalesce(json_agg(json_build_object(
      'object_type', object_type, 'object_ref', object_ref, 'group_ref', group_ref, 'axis_code', :'axis_code'::text,
      'value_code', value_code, 'state', state, 'owner_gov_code', owner_gov_code,
      'source_anchor_ref', case when state = 'inherited' then source_anchor_ref end
    ) order by place, value_code), '[]')
    from placed
    where place > :'offset'::bigint and place <= :'offset'::bigint + :'limit'::bigint
  ) as cells;
