-- Which rows are wrong: by number, ranges for those that follow each other, so many numbers and ranges at most, and the first of them with what is
-- wrong. No row: none is.
with numbered as (
  select row_no, row_no - row_number() over (order by row_no) as island
  from (select distinct row_no from pg_temp.axis_problem) as bad
),
island as (
  select min(row_no) as first_no, max(row_no) as last_no, count(*) as rows, row_number() over (order by island) as place
  from numbered
  group by island
),
listed as (
  select row_no, column_name, problem, left(value, 200) as value
  from pg_temp.axis_problem
  order by row_no, column_name nulls first, problem
  limit :'limit'::integer
)
select
  sum(rows)::bigint as total,
  string_agg(case when first_no = last_no then first_no::text else format('%s-%s', first_no, last_no) end, ', ' order by first_no)
    filter (where place <= :'ranges'::integer)
    || case when count(*) > :'ranges'::integer then ', …' else '' end as row_numbers,
  (
    select jsonb_agg(
      jsonb_build_object('row', row_no, 'column', column_name, 'problem', problem, 'value', value)
      order by row_no, column_name nulls first, problem
    )
    from listed
  ) as rows
from island
having count(*) > 0;
