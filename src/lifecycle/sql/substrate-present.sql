-- Whether tier 1 made the axis tables and their guard, and times are written alike in every session.
select
  to_regclass('axis_registry') is not null and to_regproc('axis_internal.refuse_while_gate_shut') is not null as present,
  set_config('timezone', 'UTC', true) as timezone;
