insert into pg_temp.axis_violation (code, check_name, facts)
select
  'AXIS_WRONG_DATABASE',
  'is_production',
  jsonb_build_object('violation', 'the packet is for another database', 'expected', :'database', 'actual', current_database())
where current_database() <> :'database';
