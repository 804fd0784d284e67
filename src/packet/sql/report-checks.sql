-- The checks as a table, and what fails as one text.
select row.name, row.expected, row.actual, case when row.judged is false then 'told' when row.ok then 'ok' else 'FAILS' end as verdict
from jsonb_each(:'axis_checks'::jsonb) as item
cross join lateral jsonb_to_record(item.value) as row (position integer, name text, expected text, actual text, ok boolean, judged boolean)
order by row.position;

select
  not coalesce(bool_and(row.ok), true) as axis_failed,
  coalesce(
    string_agg(
      format(
        '%s is %s, expected %s. %s',
        row.name, coalesce(row.actual, 'unknown'), coalesce(row.expected, 'something that can be read'), row.remedy
      ),
      E'\n' order by row.position
    ) filter (where not row.ok),
    ''
  ) as axis_failures
from jsonb_each(:'axis_checks'::jsonb) as item
cross join lateral jsonb_to_record(item.value) as row (
  position integer, name text, expected text, actual text, ok boolean, remedy text
)
\gset
rollback;
