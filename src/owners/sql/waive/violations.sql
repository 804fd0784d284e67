-- What stands against waiving the asked cells. No row: nothing does.
with found (violation, object_type, object_ref, value_code, detail) as (
  select 'the waiver would expire at once: the time is not in the future', null, null, null, :'expires_at'::text
  where :'expires_at'::timestamptz <= clock_timestamp()
  union all
  select 'no active rule requires this cell', asked.object_type, asked.object_ref, asked.value_code, null
  from pg_temp.axis_asked as asked
  left join (select object_type, object_ref, value_code from v_axis_required_cell where axis_code = :'axis_code') as required
    on required.object_type = asked.object_type
    and required.object_ref = asked.object_ref
    and required.value_code = asked.value_code
  where required.value_code is null
  union all
  select 'this cell has an owner', object_type, object_ref, value_code, array_to_string(owners, ', ')
  from pg_temp.axis_cell
  where depth is not null
  union all
  select 'this cell is waived already', asked.object_type, asked.object_ref, asked.value_code, waiver.expires_at::text
  from pg_temp.axis_asked as asked
  join axis_internal.waiver as waiver
    on waiver.object_type = asked.object_type
    and waiver.object_ref = asked.object_ref
    and waiver.axis_code = :'axis_code'
    and waiver.value_code = asked.value_code
  where waiver.ended_at is null and waiver.expires_at > now()
)
select violation, object_type, object_ref, value_code, detail, count(*) over () as total_count
from found
order by violation, object_type, object_ref, value_code
limit :'limit'::integer;
