drop table axis_internal.substrate_migrations;
drop table axis_internal.substrate_migrations_lock;
do $block$
begin
  if to_regclass('axis_internal.migration_text') is not null then
    delete from axis_internal.migration_text where name like 'axis%';
  end if;
end
$block$;
