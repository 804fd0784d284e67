-- How many cells keep their owner, and what became of the others.
select
  count(*) filter (where effect <> 'kept') as asked_cells,
  count(distinct (object_type, object_ref)) filter (where effect <> 'kept') as asked_objects,
  count(*) filter (where effect = 'passed') as passed_cells,
  count(*) filter (where effect = 'inherited') as inherited_cells,
  count(*) filter (where effect = 'opened') as opened_cells,
  count(*) filter (where effect = 'kept') as kept_cells
from effect;
