-- The named rows, whole: what the ledger keeps of a row that a change made, so that it can be made again.
with asked as (
  select relation, id from jsonb_to_recordset(:'asked'::jsonb) as asked (relation text, id uuid)
)
select asked.relation, asked.id, to_jsonb(row) as row
from asked
join axis_registry as row on row.id = asked.id
where asked.relation = 'axis_registry'
union all
select asked.relation, asked.id, to_jsonb(row)
from asked
join axis_value as row on row.id = asked.id
where asked.relation = 'axis_value'
union all
select asked.relation, asked.id, to_jsonb(row)
from asked
join coverage_rule as row on row.id = asked.id
where asked.relation = 'coverage_rule'
union all
select asked.relation, asked.id, to_jsonb(row)
from asked
join axis_assignment as row on row.id = asked.id
where asked.relation = 'axis_assignment'
union all
select asked.relation, asked.id, to_jsonb(row)
from asked
join axis_internal.axis_semantics as row on row.id = asked.id
where asked.relation = 'axis_internal.axis_semantics';
