-- Starts the record: with the axis of the findings, where they are of one.
,
axes as (
  select coalesce(jsonb_agg(distinct axis_code) filter (where axis_code is not null), '[]') as codes from asked
)
insert into axis_internal.assignment_batch (axis_code, kind, reason, requested_by, effect)
select
  case when jsonb_array_length(codes) = 1 and not exists (select from asked where axis_code is null) then codes ->> 0 end,
  :'kind', :'reason', :'actor', jsonb_build_object('axes', codes)
from axes
returning id::text as id;
