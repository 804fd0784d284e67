-- What a tier's transaction takes down: gone at COMMIT or ROLLBACK, and outside of every schema that is compared.
create temporary table axis_violation (
  position integer generated always as identity,
  code text,
  check_name text not null,
  facts jsonb not null
) on commit drop;
create temporary table axis_check (
  position integer generated always as identity,
  name text not null
) on commit drop;
create temporary table axis_delta (
  position integer generated always as identity,
  object text not null,
  expected bigint,
  before bigint not null,
  after bigint
) on commit drop;
create temporary table axis_invariant (
  position integer generated always as identity,
  name text not null,
  query text not null,
  expected text not null,
  before bigint,
  after bigint
) on commit drop;
create temporary table axis_note (
  position integer generated always as identity,
  facts jsonb not null
) on commit drop;
create temporary table axis_deleted (
  position integer generated always as identity,
  facts jsonb not null
) on commit drop;

-- Ends the transaction with every violation found so far; does nothing when there is none.
create or replace function pg_temp.axis_refuse(code text, message text) returns void
language plpgsql
as $function$
declare
  found_code text;
  listed text;
begin
  select
    coalesce((array_agg(violation.code order by violation.position) filter (where violation.code is not null))[1], axis_refuse.code),
    string_agg(concat_ws(' ', violation.check_name || ':', violation.facts::text), E'\n' order by violation.position)
      filter (where violation.position <= 200)
  into found_code, listed
  from pg_temp.axis_violation as violation;
  if listed is null then
    return;
  end if;
  raise exception using
    errcode = case when found_code = 'AXIS_GATE_CLOSED' then 'AX001' else 'AX004' end,
    message = format('%s: %s', found_code, axis_refuse.message),
    detail = listed;
end
$function$;

-- Rows of a relation, 0 where it does not exist; or what tier 1 moves.
create or replace function pg_temp.axis_count(object text) returns bigint
language plpgsql
as $function$
declare
  counted bigint;
begin
  if object in ('tables', 'views', 'functions') then
    execute format('select %I from pg_temp.axis_structure()', object) into counted;
  elsif to_regclass(quote_ident(object)) is null then
    counted := 0;
  else
    execute format('select count(*) from %I', object) into counted;
  end if;
  return counted;
end
$function$;

-- An invariant's number; null where the database refuses the query: unknown, and unknown never holds. The query can change nothing: the block is
-- left by an error, and with it what it set is as before.
create or replace function pg_temp.axis_read_number(query text) returns bigint
language plpgsql
as $function$
declare
  number bigint;
begin
  perform set_config('transaction_read_only', 'on', true);
  execute query into number;
  raise exception using errcode = 'AX005', message = 'read';
exception
  when sqlstate 'AX005' then return number;
  when others then return null;
end
$function$;
