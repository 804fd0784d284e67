-- What the file did: rows by what became of each, the cells of the axis before and after, and the first rows, those that change before those that stay.
with before as (
  select object_type, object_ref, value_code, cardinality(owners) = 0 and not waived as is_gap from pg_temp.axis_cell where moment = 'before'
),
after as (
  select object_type, object_ref, value_code, cardinality(owners) = 0 and not waived as is_gap from pg_temp.axis_cell where moment = 'after'
),
compared as (
  select before.is_gap as was_gap, after.is_gap
  from before
  full join after
    on after.object_type = before.object_type and after.object_ref = before.object_ref and after.value_code = before.value_code
),
first as (
  select
    row_no, action in ('none', 'repeat', 'keep') as stays, action, why, object_type, object_ref, value_code, owner_gov_code,
    row_before ->> 'owner_gov_code' as replaced_owner
  from pg_temp.axis_plan
  order by stays, row_no
  limit :'limit'::integer
)
select
  jsonb_build_object(
    'asked', count(*),
    'created', count(*) filter (where action = 'written insert'),
    'changed', count(*) filter (where action = 'written replace'),
    'deleted', 0,
    'kept', count(*) filter (where action in ('none', 'repeat', 'keep'))
  ) as totals,
  (
    select jsonb_agg(
      jsonb_build_object(
        'what', case action when 'written insert' then 'created' when 'written replace' then 'changed' else 'kept' end,
        'kind', 'owner',
        'key', concat_ws(' ', object_type, object_ref, :'axis_code'::text, value_code),
        'why', why,
        'before', case when action = 'written replace' then jsonb_build_object('owner_gov_code', replaced_owner) end,
        'after', case when not stays then jsonb_build_object('owner_gov_code', owner_gov_code) end
      )
      order by stays, row_no
    )
    from first
  ) as rows,
  (select count(*) from before) as required_before,
  (select count(*) from after) as required_after,
  (select count(*) from before where is_gap) as gaps_before,
  (select count(*) from after where is_gap) as gaps_after,
  (select count(*) from compared where is_gap and was_gap is not true) as gaps_added,
  (select count(*) from compared where was_gap and is_gap is not true) as gaps_removed,
  count(distinct (object_type, object_ref)) as asked_objects,
  count(*) filter (where action like 'written %' and owner_before is null) as covered_cells,
  count(*) filter (where action = 'written insert' and owner_before is not null) as overridden_cells,
  count(*) filter (where action = 'written replace' and owner_before is not null) as replaced_cells
from pg_temp.axis_plan;
