-- What is wrong with the rows of a file of tags. A row that says what is so already is never wrong by itself.
insert into pg_temp.axis_problem (row_no, column_name, problem, value)
with writing as (
  select row_no, object_type, object_ref, value_code, zone, step, from_id, named_id, is_known
  from pg_temp.axis_tagging
  where step in ('make', 'move', 'rezone')
),
-- What is said first of each tag, each object, and each tag that moves. Rows are never joined with each other: a file may be of one key alone.
firsts as (
  select
    row_no, object_type, object_ref, value_code, zone, step, from_id, from_value,
    first_value(row_no) over tag as tag_no,
    first_value(zone) over tag as tag_zone,
    first_value(row_no) over object as object_no,
    first_value(value_code) over object as object_value,
    min(row_no) filter (where step <> 'repeat') over (partition by from_id) as from_no
  from pg_temp.axis_tagging
  window
    tag as (partition by object_type, object_ref, value_code order by row_no),
    object as (partition by object_type, object_ref order by row_no)
),
-- A row that differs from the first is told with the first, the others with the first that differs from them.
others as (
  select
    row_no, value_code, zone, step, from_id, from_value,
    case
      when zone <> tag_zone then tag_no
      else min(row_no) filter (where zone <> tag_zone) over (partition by object_type, object_ref, value_code)
    end as other_zone_no,
    case
      when value_code <> object_value then object_no
      else min(row_no) filter (where value_code <> object_value) over (partition by object_type, object_ref)
    end as other_value_no,
    case
      when row_no <> from_no then from_no
      else min(row_no) filter (where step <> 'repeat' and row_no <> from_no) over (partition by from_id)
    end as other_from_no
  from firsts
),
other as (
  select row_no, other_zone_no as other_no, zone as value, 'zone' as kind
  from others
  where other_zone_no is not null
  union all
  select row_no, other_value_no, value_code, 'value'
  from others
  where :'cardinality' = 'one' and other_value_no is not null
  union all
  select row_no, other_from_no, from_value, 'move'
  from others
  where :'cardinality' = 'many' and step = 'move' and from_id is not null and other_from_no is not null
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
  value
from other;
