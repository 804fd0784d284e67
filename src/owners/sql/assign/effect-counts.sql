select
  count(distinct (object_type, object_ref)) as asked_objects,
  count(*) as asked_cells,
  count(*) filter (where effect = 'covered') as covered_cells,
  count(*) filter (where effect = 'overridden') as overridden_cells,
  count(*) filter (where effect = 'replaced') as replaced_cells,
  count(*) filter (where effect = 'kept') as kept_cells,
  count(*) filter (where effect = 'conflict') as conflict_cells,
  (select count(*) from pg_temp.axis_plan where action in ('insert', 'replace')) as rows_inserted,
  (select count(*) from pg_temp.axis_plan where action = 'replace') as rows_superseded
from effect;
