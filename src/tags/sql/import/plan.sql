-- What each row of a file of tags asks for. A tag that the object has is kept, or changes its zone. Another value is moved to: from the tag that the row
-- names by its id, and where an object may have one value from the one that it has. Otherwise a tag is made. Tags that no row names stay.
create temporary table axis_tagging (
  row_no integer, first_no integer, object_type text, object_ref text, value_code text, zone text, step text, from_id uuid, from_value text,
  named_id text, next_id uuid, is_known boolean
) on commit drop;

with held as materialized (
  select id, object_type, object_ref, value_code, zone
  from axis_assignment
  where axis_code = :'axis_code' and status = 'active'
),
zoned as (
  select
    file.row_no, file.object_type, file.object_ref, file.value_code, file.assignment_id,
    coalesce(file.zone, same.zone, 'approved') as zone,
    same.id as same_id, same.value_code as same_value, same.zone as same_zone
  from pg_temp.axis_file as file
  left join held as same
    on same.object_type = file.object_type and same.object_ref = file.object_ref and same.value_code = file.value_code
  where file.problem is null
),
asked as (
  select
    row_no, object_type, object_ref, value_code, assignment_id, zone, same_id, same_value, same_zone,
    first_value(row_no) over (partition by object_type, object_ref, value_code, zone order by row_no) as first_no
  from zoned
),
only_one as (
  select object_type, object_ref, min(id::text)::uuid as id, min(value_code) as value_code
  from held
  where :'cardinality' = 'one'
  group by object_type, object_ref
  having count(*) = 1
),
known as (
  select object_type::text as object_type, object_ref::text as object_ref from v_governance_object_inventory
  union
  select parent_type::text, parent_ref::text from v_object_containment where parent_type is not null and parent_ref is not null
)
insert into pg_temp.axis_tagging (
  row_no, first_no, object_type, object_ref, value_code, zone, step, from_id, from_value, named_id, next_id, is_known
)
select
  asked.row_no, asked.first_no, asked.object_type, asked.object_ref, asked.value_code, asked.zone,
  case
    when asked.first_no <> asked.row_no then 'repeat'
    when asked.same_zone = asked.zone then 'keep'
    when asked.same_id is not null then 'rezone'
    when coalesce(named.id, only_one.id) is not null then 'move'
    else 'make'
  end,
  coalesce(asked.same_id, named.id, only_one.id),
  coalesce(asked.same_value, named.value_code, only_one.value_code),
  case when asked.same_id is null then asked.assignment_id end,
  gen_random_uuid(),
  known.object_ref is not null
from asked
left join held as named
  on named.id::text = lower(asked.assignment_id) and named.object_type = asked.object_type and named.object_ref = asked.object_ref
left join only_one on only_one.object_type = asked.object_type and only_one.object_ref = asked.object_ref
left join known on known.object_type = asked.object_type and known.object_ref = asked.object_ref;

analyze pg_temp.axis_tagging;
