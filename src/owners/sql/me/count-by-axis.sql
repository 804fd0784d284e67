-- Of each active axis: how many cells these authorities answer for, gaps in their groups, and tags of theirs that a person should look at.
select
  axis.axis_code,
  axis.axis_name,
  coalesce(counted.cells, 0) as cells,
  coalesce(counted.direct, 0) as direct,
  coalesce(counted.inherited, 0) as inherited,
  coalesce(counted.gaps, 0) as gaps_in_groups,
  coalesce(waiting.reviews, 0) as reviews
from axis_registry as axis
left join (
  select
    axis_code,
    count(*) filter (where owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb)))) as cells,
    count(*) filter (where owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb))) and state = 'direct') as direct,
    count(*) filter (where owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb))) and state = 'inherited') as inherited,
    count(*) filter (where state = 'gap' and group_refs && array(select jsonb_array_elements_text(:'groups'::jsonb))) as gaps
  from axis_internal.cell
  group by axis_code
) as counted on counted.axis_code = axis.axis_code
left join (
  select axis_code, count(*) as reviews
  from v_ui_review_queue
  where owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb)))
  group by axis_code
) as waiting on waiting.axis_code = axis.axis_code
where axis.status = 'active'
order by axis.created_at, axis.axis_code;
