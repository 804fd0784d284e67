-- A value must not be its own ancestor: readers that climb from roots would lose it. A view finds circles, and two triggers refuse new ones. They
-- judge after each statement, for the rows whose parent it set, so that one statement may turn a tree around.

create view axis_internal.value_circle as
with recursive climb as (
  select axis_code, value_code as start_code, parent_value_code as at_code
  from axis_value
  where parent_value_code is not null
  union
  select climb.axis_code, climb.start_code, value.parent_value_code
  from climb
  join axis_value as value on value.axis_code = climb.axis_code and value.value_code = climb.at_code
  where value.parent_value_code is not null
)
select distinct axis_code, start_code as value_code
from climb
where at_code = start_code;

comment on view axis_internal.value_circle is 'Values that are their own ancestors, of whatever status. Grain: one axis and value.';
comment on column axis_internal.value_circle.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.value_circle.value_code is 'Value of that axis, or the scope that has none.';

do $block$
declare
  event record;
begin
  for event in
    select * from (values
      ('refuse_value_circle', ''),
      ('refuse_reparented_circle', 'and not exists (
          select from untouched
          where untouched.id = touched.id and untouched.parent_value_code is not distinct from touched.parent_value_code
        )')
    ) as named (function_name, condition)
  loop
  execute format($create$
    create function axis_internal.%3$I() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $function$
    declare
      circular text;
    begin
      with recursive climb as (
        select touched.axis_code, touched.value_code as start_code, touched.parent_value_code as at_code
        from touched
        where touched.parent_value_code is not null
        %2$s
        union
        select climb.axis_code, climb.start_code, value.parent_value_code
        from climb
        join %1$I.axis_value as value on value.axis_code = climb.axis_code and value.value_code = climb.at_code
        where value.parent_value_code is not null
      )
      select string_agg(distinct format('"%%s"', climb.start_code), ', ' order by format('"%%s"', climb.start_code))
      into circular
      from climb
      where climb.at_code = climb.start_code;
      if circular is not null then
        raise exception using
          errcode = '23514',
          message = format('A parent was refused: %%s would be their own ancestor. Nothing was changed.', circular),
          hint = 'Give the value a parent that is not below it.',
          table = tg_table_name,
          schema = tg_table_schema;
      end if;
      return null;
    end
    $function$
  $create$, current_schema(), event.condition, event.function_name);
  end loop;
end
$block$;

comment on function axis_internal.refuse_value_circle() is 'Refuses new values that are their own ancestors (23514).';
comment on function axis_internal.refuse_reparented_circle() is 'Refuses new parents that make a value its own ancestor (23514).';

create trigger axis_value_circle_insert after insert on axis_value
  referencing new table as touched
  for each statement execute function axis_internal.refuse_value_circle();
create trigger axis_value_circle_update after update on axis_value
  referencing old table as untouched new table as touched
  for each statement execute function axis_internal.refuse_reparented_circle();
alter table axis_value enable always trigger axis_value_circle_insert;
alter table axis_value enable always trigger axis_value_circle_update;
comment on trigger axis_value_circle_insert on axis_value is 'Refuses circles of values (23514).';
comment on trigger axis_value_circle_update on axis_value is 'Refuses circles of values (23514).';
