-- Expired waivers of the cells give way: a cell has one that nobody ended at most.
update axis_internal.waiver as waiver
set ended_at = clock_timestamp(), ended_by = :'actor'
from pg_temp.axis_asked as asked
where waiver.object_type = asked.object_type
  and waiver.object_ref = asked.object_ref
  and waiver.axis_code = :'axis_code'
  and waiver.value_code = asked.value_code
  and waiver.ended_at is null;

-- Made at the start of the transaction: a waiver that expires while this one waits was still made before.
insert into axis_internal.waiver (
  object_type, object_ref, axis_code, value_code, reason, approved_by, expires_at, created_by, created_at
)
select object_type, object_ref, :'axis_code', value_code, :'reason', :'approved_by', :'expires_at'::timestamptz, :'actor', now()
from pg_temp.axis_asked
order by object_type, object_ref, value_code;
