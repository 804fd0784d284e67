-- Doubles of every function and operator of PostgreSQL that our routines name, in the schema public. Each takes what PostgreSQL's own takes, and text
-- in place of what PostgreSQL's takes in any type; each counts its calls in a sequence, which remembers them after a rollback too.
create sequence public.double_ran;
do $block$
declare
  named record;
begin
  -- The planter must not meet its own doubles.
  perform pg_catalog.set_config('search_path', 'pg_catalog', true);
  for named in
    with body as (
      select string_agg(prosrc, ' ') as text from pg_proc
      where pronamespace = 'axis_internal'::regnamespace or proname = 'fn_governance_scan'
    ),
    word as (
      select distinct lower(match[1]) as name from body, regexp_matches(body.text, '([a-z_0-9]+)\s*\(', 'gi') as match
    ),
    taken as (
      select distinct proname, prorettype, array(
        select (case when typtype = 'p' then 'text' else format_type(type, null) end)
        from unnest(proargtypes::oid[]) with ordinality as argument (type, position) join pg_type on pg_type.oid = type order by position
      ) as arguments
      from pg_proc join word on word.name = proname
      where pronamespace = 'pg_catalog'::regnamespace and prokind in ('f', 'a')
    )
    select proname, arguments, case when typtype = 'p' then 'text' else format_type(prorettype, null) end as returned
    from taken join pg_type on pg_type.oid = prorettype
    union all
    -- What is variadic, with up to four texts; convert_to takes a name, to which a text only comes by a cast.
    select name, array_fill('text'::text, array[count]), 'text' from word, generate_series(1, 4) as count
    where exists (select from pg_proc where proname = word.name and pronamespace = 'pg_catalog'::regnamespace)
  loop
    begin
      execute format(
        $create$create function public.%I(%s) returns %s language plpgsql as
        $body$ begin perform pg_catalog.nextval('public.double_ran'); return null; end $body$$create$,
        named.proname, array_to_string(named.arguments, ', '), named.returned);
    exception
      when duplicate_function or invalid_function_definition then null;
    end;
  end loop;
end
$block$;

do $block$
declare
  named record;
begin
  -- The planter must not meet its own doubles.
  perform pg_catalog.set_config('search_path', 'pg_catalog', true);
  for named in
    select oprname, oprleft, oprright, oprresult, row_number() over (order by oid) as number
    from pg_operator
    where oprnamespace = 'pg_catalog'::regnamespace
      and oprname in ('=', '<>', '<', '<=', '>', '>=', '||', '-', '+', '*', '/', '%', '->', '->>', '#>>', '~', '@>', '?')
      and oprleft <> 0 and oprresult <> 0
      and not exists (select from pg_type where pg_type.oid in (oprleft, oprright) and typtype = 'p')
  loop
    execute format(
      $create$create function public.operator_double_%s(%s, %s) returns %s language plpgsql as
      $body$ begin perform pg_catalog.nextval('public.double_ran'); return null; end $body$$create$,
      named.number, named.oprleft::regtype, named.oprright::regtype, named.oprresult::regtype);
    execute format('create operator public.%s (function = public.operator_double_%s, leftarg = %s, rightarg = %s)',
      named.oprname, named.number, named.oprleft::regtype, named.oprright::regtype);
  end loop;
end
$block$;
