-- Required cells of an axis with the owners of each, at this moment.
insert into pg_temp.axis_cell (moment, object_type, object_ref, value_code, owner_gov_code, owners, depth, waived)
select :'moment', object_type, object_ref, value_code, owner_gov_code, coalesce(owners, '{}'), depth, state = 'waived'
from axis_internal.cell
where axis_code = :'axis_code';

analyze pg_temp.axis_cell;
