-- Two axes and a value of the first, for attempts to fail on. Written as a rehearsal, so that the database itself fails a COMMIT of them (AX002).
insert into axis_registry (id, axis_code, axis_name, axis_family, axis_kind)
values
  (:'first'::uuid, :'first_code', 'Self-test', 'system', 'system'),
  (:'second'::uuid, :'second_code', 'Self-test', 'system', 'system');

insert into axis_value (axis_code, value_code) values (:'first_code', 'self-test');
