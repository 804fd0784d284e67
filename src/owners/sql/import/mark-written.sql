-- So that a second writing leaves these rows alone.
update pg_temp.axis_plan set action = 'written ' || action where action in ('insert', 'replace');
