-- What stands against setting the goal. No row: nothing does.
with asked (axis_code, group_ref, value_code, due_on) as (
  select :'axis_code'::text, :'group_ref'::text, :'value_code'::text, :'due_on'::date
),
found (violation, object_type, object_ref, value_code, detail) as (
  select 'there is no such group', 'group', asked.group_ref, null, null
  from asked
  where asked.group_ref is not null
    and not exists (select from axis_internal.group_tree() as tree where tree.group_ref = asked.group_ref)
  union all
  select 'the axis has no such active value', null, null, asked.value_code, asked.axis_code
  from asked
  where asked.value_code is not null
    and not exists (
      select from axis_value as value
      where value.axis_code = asked.axis_code and value.value_code = asked.value_code and value.status = 'active'
    )
  union all
  select 'the day is over already', null, null, null, asked.due_on::text
  from asked
  where (asked.due_on + 1)::timestamp at time zone 'UTC' <= clock_timestamp()
)
select violation, object_type, object_ref, value_code, detail, count(*) over () as total_count
from found
order by violation, object_type, object_ref, value_code
limit :'limit'::integer;
