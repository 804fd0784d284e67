drop table if exists pg_temp.axis_cell;
