-- A table whose rows axes refer to, and a key that deletes them with it. Lock: ShareRowExclusive on axis_registry; no row is read.
create table axis_self_test_parent (code text primary key);

insert into axis_self_test_parent (code) values ('self-test');

alter table axis_registry
  add constraint axis_self_test_key foreign key (value_domain) references axis_self_test_parent (code)
  on delete cascade not valid;
