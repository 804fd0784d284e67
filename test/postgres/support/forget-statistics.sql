-- What the planner knows of our tables and of the base model is gone, as after a restore. Autovacuum must be off, or it comes back by itself.
set allow_system_table_mods = on;

delete from pg_statistic
where starelid in (
  select oid from pg_class where relnamespace in ('public'::regnamespace, 'axis_internal'::regnamespace)
);

update pg_class
set reltuples = -1, relpages = 0, relallvisible = 0
where relkind in ('r', 'i') and relnamespace in ('public'::regnamespace, 'axis_internal'::regnamespace);
