-- Whether tier 1 made the axis tables and their guard, whether they are up to date, and times are written alike in every session.
select
  to_regclass('axis_registry') is not null and to_regproc('axis_internal.refuse_while_gate_shut') is not null as present,
  to_regclass('axis_internal.waiver') is not null as has_waivers,
  set_config('timezone', 'UTC', true) as timezone;
