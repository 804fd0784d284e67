-- What stands against ending the asked rows. No row: nothing does. Of a group's cells those that inherit are left alone.
with found (violation, object_type, object_ref, value_code) as (
  select
    'no owner of its own stands here: one that is inherited ends where its row stands', asked.object_type, asked.object_ref, asked.value_code
  from pg_temp.axis_asked as asked
  left join pg_temp.axis_ending as ending
    on ending.object_type = asked.object_type and ending.object_ref = asked.object_ref and ending.value_code = asked.value_code
  where ending.row_key is null and not :'lenient'::boolean
  union all
  select 'nothing in this group has an owner of its own for these values', 'group', :'group_ref', null
  where :'lenient'::boolean and not exists (select from pg_temp.axis_ending)
)
select violation, object_type, object_ref, value_code, count(*) over () as total_count
from found
order by violation, object_type, object_ref, value_code
limit :'limit'::integer;
