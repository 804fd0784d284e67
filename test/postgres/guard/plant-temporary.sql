-- A temporary table, empty, in front of every table and view that a name without its schema may mean, and a temporary type that no value fits in front of
-- every type. A temporary schema that the search path does not name comes before everything, PostgreSQL's own catalog too. Functions and operators are
-- never looked for there, and casts belong to no schema: one between PostgreSQL's own types only a superuser makes.
do $block$
declare
  named record;
begin
  for named in
    select nspname, relname
    from pg_catalog.pg_class
    join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('public', 'axis_internal', 'pg_catalog', 'information_schema') and relkind in ('r', 'v', 'm', 'p')
    order by nspname = 'pg_catalog', nspname, relname
  loop
    begin
      execute pg_catalog.format('create temporary table %I (like %I.%I)', named.relname, named.nspname, named.relname);
    exception
      -- A column that no table of ours may have.
      when invalid_table_definition or duplicate_column then
        execute pg_catalog.format('create temporary table %I (forged integer)', named.relname);
      -- Two schemas with one name.
      when duplicate_table then null;
    end;
  end loop;
end
$block$;

do $block$
declare
  named record;
begin
  for named in
    select typname from pg_catalog.pg_type
    where typnamespace = 'pg_catalog'::pg_catalog.regnamespace and typtype in ('b', 'e', 'r', 'm') and typcategory <> 'A' and typname <> 'char'
    order by typname = 'bool', typname = 'text', typname
  loop
    begin
      execute pg_catalog.format('create domain pg_temp.%I as pg_catalog.%I check (false)', named.typname, named.typname);
    exception
      when duplicate_object then null;
    end;
  end loop;
end
$block$;
