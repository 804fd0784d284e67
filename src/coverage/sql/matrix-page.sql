-- After cell.sql. A page of objects with all their required cells, and what the filter keeps by group. An object is kept where one of its
-- required cells is of that owner and that state; one row, so that page and counts are of the same moment.
, kept as (
  select
    group_ref,
    object_type,
    object_ref,
    count(*) as required,
    count(*) filter (where state in ('direct', 'inherited')) as covered,
    count(*) filter (where state = 'gap') as gap,
    count(*) filter (where state = 'waived') as waived,
    row_number() over (order by group_ref nulls last, object_type, object_ref) as place
  from cell
  where (:'any_group'::boolean or group_ref is not distinct from nullif(:'group_ref'::text, ''))
    and (:'search'::text = '' or strpos(lower(object_ref), lower(:'search'::text)) > 0)
  group by group_ref, object_type, object_ref
  having bool_or((:'owner'::text = '' or owner_gov_code = :'owner'::text) and (:'state'::text = '' or state = :'state'::text))
),
kept_group as (
  select group_ref, count(*) as objects, sum(required) as required, sum(covered) as covered, sum(gap) as gap, sum(waived) as waived
  from kept
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
      'object_type', cell.object_type, 'object_ref', cell.object_ref, 'group_ref', cell.group_ref, 'axis_code', cell.axis_code,
      'value_code', cell.value_code, 'state', cell.state, 'owner_gov_code', cell.owner_gov_code,
      'source_anchor_ref', case when cell.state = 'inherited' then cell.source_anchor_ref end
    ) order by kept.place, cell.value_code), '[]')
    from kept
    join cell on cell.object_type = kept.object_type and cell.object_ref = kept.object_ref
    where kept.place > :'offset'::bigint and kept.place <= :'offset'::bigint + :'limit'::bigint
  ) as cells;
