-- The migrator's bookkeeping, as the engine makes it: either can take back what the other did.
create table axis_internal.substrate_migrations (
  id serial primary key,
  name varchar(255),
  batch integer,
  migration_time timestamptz
);
create table axis_internal.substrate_migrations_lock (
  index serial primary key,
  is_locked integer
);
insert into axis_internal.substrate_migrations_lock (is_locked) values (0);
