-- Takes away the rows that a change of the model made, dependants first. What was built on them makes it fail.
delete from coverage_rule as row
using jsonb_to_recordset(:'gone'::jsonb) as asked (relation text, id uuid)
where asked.relation = 'coverage_rule' and row.id = asked.id;

delete from axis_value as row
using jsonb_to_recordset(:'gone'::jsonb) as asked (relation text, id uuid)
where asked.relation = 'axis_value' and row.id = asked.id;

delete from axis_registry as row
using jsonb_to_recordset(:'gone'::jsonb) as asked (relation text, id uuid)
where asked.relation = 'axis_registry' and row.id = asked.id;
