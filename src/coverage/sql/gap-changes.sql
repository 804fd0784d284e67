-- Gaps that came and went since a scan, until another one or now. state, owner and group are those of now; null where the cell is no longer required.
-- Stacked and grouped, never joined: the planner knows nothing of the rows of cells.
with side as (
  select
    axis_code, object_type, object_ref, value_code, group_ref, group_refs, state, owner_gov_code,
    state = 'gap' and :'until'::text = '' as open_later, false as open_before
  from axis_internal.cell
  where :'axis'::text in ('', axis_code)
  union all
  select
    axis_code, object_type, object_ref, value_code, null, null, null, null,
    :'until'::text <> '' and opened_by <= later.scan_id and (closed_by is null or closed_by > later.scan_id),
    opened_by <= :'since'::bigint and (closed_by is null or closed_by > :'since'::bigint)
  from axis_internal.gap_span
  cross join (select nullif(:'until'::text, '')::bigint as scan_id) as later
  where :'axis'::text in ('', axis_code)
),
changed as (
  select
    axis_code, object_type, object_ref, value_code,
    max(group_ref) as group_ref,
    max(group_refs) as group_refs,
    max(state) as state,
    max(owner_gov_code) as owner_gov_code,
    case when bool_or(open_later) then 'new' else 'closed' end as change
  from side
  group by axis_code, object_type, object_ref, value_code
  having bool_or(open_later) <> bool_or(open_before)
)
select
  change, axis_code, object_type, object_ref, value_code, group_ref, state, owner_gov_code, count(*) over () as total_count
from changed
where :'change'::text in ('', change)
  and case
    when :'any_group'::boolean then true
    when :'group_ref'::text = '' then group_refs is null
    else group_refs && array(select tree.group_ref from axis_internal.group_tree() as tree where :'group_ref'::text = any (tree.above))
  end
order by change desc, axis_code, group_ref nulls last, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
