-- The moment after is looked at again.
delete from pg_temp.axis_cell where moment = 'after';
