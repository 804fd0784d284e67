-- As delete-rows.sql, of what axes ask for; before the rows that it stands on.
delete from axis_internal.axis_semantics as row
using jsonb_to_recordset(:'gone'::jsonb) as asked (relation text, id uuid)
where asked.relation = 'axis_internal.axis_semantics' and row.id = asked.id;
