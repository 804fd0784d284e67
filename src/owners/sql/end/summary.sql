-- How many rows end, and of which axes.
select
  count(*) as rows_ended,
  count(*) filter (where is_anchor) as anchors_ended,
  count(*) filter (where relation = 'governance_object_ownership') as canonical,
  coalesce(jsonb_agg(distinct axis_code order by axis_code) filter (where axis_code is not null), '[]') as axes
from pg_temp.axis_ending;
