-- What is wrong with the rows of a file of tags. A row that says what is so already is never wrong by itself.
insert into pg_temp.axis_problem (row_no, column_name, problem, value)
with writing as (
  select row_no, object_type, object_ref, value_code, zone, step, from_id, named_id, is_known
  from pg_temp.axis_tagging
  where step in ('make', 'move', 'rezone')
),
other as (
  select one.row_no, min(another.row_no) as other_no, one.value_code, one.zone, one.from_id, 'zone' as kind
  from pg_temp.axis_tagging as one
  join pg_temp.axis_tagging as another
    on another.object_type = one.object_type
    and another.object_ref = one.object_ref
    and another.value_code = one.value_code
    and another.zone <> one.zone
  group by one.row_no, one.value_code, one.zone, one.from_id
  union all
  select one.row_no, min(another.row_no), one.value_code, one.zone, one.from_id, 'value'
  from pg_temp.axis_tagging as one
  join pg_temp.axis_tagging as another
    on another.object_type = one.object_type and another.object_ref = one.object_ref and another.value_code <> one.value_code
  where :'cardinality' = 'one'
  group by one.row_no, one.value_code, one.zone, one.from_id
  union all
  select one.row_no, min(another.row_no), one.from_value, one.zone, one.from_id, 'move'
  from pg_temp.axis_tagging as one
  join pg_temp.axis_tagging as another
    on another.from_id = one.from_id and another.row_no <> one.row_no and another.step <> 'repeat'
  where one.step = 'move' and :'cardinality' = 'many'
  group by one.row_no, one.from_value, one.zone, one.from_id
)
select row_no, 'zone', 'the zone of a tag is approved, candidate or quarantine', zone
from writing
where zone not in ('approved', 'candidate', 'quarantine')
union all
select row_no, 'zone', 'people approve or quarantine a tag, and make no candidate', zone
from writing
where zone = 'candidate'
union all
select writing.row_no, 'value_code', 'this is no active value of the axis', writing.value_code
from writing
left join axis_value as value
  on value.axis_code = :'axis_code' and value.value_code = writing.value_code and value.status = 'active'
where value.id is null and writing.step <> 'rezone'
union all
select row_no, 'object_ref', 'there is no such object', concat_ws(' ', object_type, object_ref)
from writing
where not is_known and step <> 'rezone'
union all
select row_no, 'object_type', 'nothing below the group would have its tags: tag_inheritance of the axis is none', object_ref
from writing
where object_type = 'group' and step <> 'rezone' and :'tag_inheritance' <> 'containment'
union all
select row_no, 'assignment_id', 'the object has no such tag any more: export it again, or leave the cell empty', named_id
from writing
where named_id is not null and lower(named_id) is distinct from from_id::text
union all
select
  row_no,
  case kind when 'zone' then 'zone' else 'value_code' end,
  case kind
    when 'zone' then format('row %s names another zone of the same tag', other_no)
    when 'value' then format('row %s names another value of the same object, and the axis allows one', other_no)
    else format('row %s names the tag that this row moves', other_no)
  end,
  case kind when 'zone' then zone else value_code end
from other;
