-- Where people ratify: a table of Directus' schema and a filter, and which rows of it they mean. The one place that says so: engine, preflight, packet,
-- hook and the triggers of tier 1 ask these functions, so they are here before tier 1 is.
-- The table is not ours, and bound late: one that is missing, of another kind or of another shape is a problem with a name, never an open gate.
-- No function looks for a function, an operator or a type in Directus' schema. "or replace": the packet makes them where the extension never started.

do $block$
begin
  execute format($create$
    create or replace function axis_internal.host_schema() returns name
    language sql stable set search_path = pg_catalog, pg_temp
    as $function$ select %L::name $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.host_schema() is 'The schema of Directus, as it was when the functions of the ratification were made.';

-- Which source holds. Before tier 1 it is the profile's; a profile that names none means the foundation's own table where there is a foundation, and
-- os_proposal_approvals elsewhere. From tier 1 on it is the policy's: a profile may name the same or none, and one that names another is a problem.
create or replace function axis_internal.ratification_source(
  profile_source jsonb,
  out source_table text,
  out source_filter jsonb,
  out problem text
)
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
  named_table constant text := profile_source ->> 'table';
  named_filter constant jsonb := coalesce(profile_source -> 'filter', '{}'::jsonb);
begin
  source_table := coalesce(
    named_table,
    case when to_regclass('axis_internal.foundation_migrations') is null then 'os_proposal_approvals' else 'governance_ratification' end
  );
  source_filter := named_filter;
  if to_regclass('axis_internal.gate_policy') is null and to_regprocedure('axis_internal.gate_is_open()') is null then
    return;
  end if;

  begin
    select policy.source_table, policy.source_filter into strict source_table, source_filter from axis_internal.gate_policy as policy;
  exception
    when others then
      problem := 'policy_missing';
      return;
  end;
  if named_table <> source_table or named_table is not null and named_filter <> source_filter then
    problem := 'source_elsewhere';
  end if;
end
$function$;

comment on function axis_internal.ratification_source(jsonb) is
  'The table and the filter that ratification is read from, for a profile that names {table, filter} or null. problem: policy_missing, source_elsewhere.';

-- What of a source cannot be used; nothing of its rows is read. A view, a foreign table, a temporary one, parts and wholes of a hierarchy; an index, a
-- check or statistics that call a function which is not PostgreSQL's own: what is read there, and what runs where it is read, is somebody's choice.
-- A filter compares columns with texts, numbers and booleans of their own kind, in types and collations of PostgreSQL's own. null is none of them:
-- "is null" would open the gate by every row whose value somebody forgot.
create or replace function axis_internal.source_problem(source_table text, source_filter jsonb, out problem text, out detail text)
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
  source constant regclass := to_regclass(format('%I.%I', axis_internal.host_schema(), source_table));
begin
  if source_table like 'directus\_%' or source_table in (
    'governance_registry', 'governance_responsibility_scope', 'governance_object_ownership', 'governance_object_rule'
  ) or exists (
    select from pg_trigger join pg_proc on pg_proc.oid = tgfoid where tgrelid = source and pronamespace = 'axis_internal'::regnamespace
  ) then
    problem := 'source_not_of_people';
  -- PostgreSQL cuts a longer name: another table would be meant than the one that is named.
  elsif source is null or octet_length(source_table) > 63 then
    problem := 'approvals_missing';
  elsif not exists (
    select from pg_class as class
    where class.oid = source
      and class.relkind = 'r'
      and class.relpersistence <> 't'
      and not exists (select from pg_inherits where class.oid in (inhrelid, inhparent))
      -- pg_depend does not list what PostgreSQL came with.
      and not exists (
        select from pg_depend as part
        join pg_depend as needed on needed.classid = part.classid and needed.objid = part.objid
        where part.refclassid = 'pg_class'::regclass and part.refobjid = class.oid
          and part.classid in ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_statistic_ext'::regclass)
          and needed.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass)
      )
  ) then
    problem := 'approvals_no_table';
  elsif jsonb_typeof(source_filter) is distinct from 'object' then
    problem := 'source_filter';
    detail := 'it is no list of columns and values';
  else
    select 'source_filter', string_agg(wrong.detail, '; ' order by wrong.detail) into problem, detail
    from (
      select case
        when jsonb_typeof(given.value) not in ('string', 'number', 'boolean') then
          format('%s is compared with %s, and only a text, a number or a boolean can be', given.key, jsonb_typeof(given.value))
        when named.attname is null then format('%s is no column', given.key)
        when named.kind is distinct from jsonb_typeof(given.value) then
          format('%s is %s, and is compared with a %s', given.key, format_type(named.atttypid, named.atttypmod), jsonb_typeof(given.value))
        when not named.collisdeterministic then format('%s is compared by a collation that takes different texts for equal', given.key)
        when named.atttypid = 'uuid'::regtype and given.value #>> '{}' !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
          format('%s is uuid, and is compared with a text that is none', given.key)
        when named.whole_below is not null and (scale((given.value #>> '{}')::numeric) > 0 or abs((given.value #>> '{}')::numeric) >= named.whole_below) then
          format('%s is %s, and is compared with a number that is none', given.key, format_type(named.atttypid, named.atttypmod))
      end as detail
      from jsonb_each(source_filter) as given
      left join (
        select
          attname, atttypid, atttypmod, collisdeterministic,
          case
            when atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype, 'uuid'::regtype) then 'string'
            when atttypid in (
              'smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'real'::regtype, 'double precision'::regtype
            ) then 'number'
            when atttypid = 'boolean'::regtype then 'boolean'
          end as kind,
          case atttypid
            when 'smallint'::regtype then 32768 when 'integer'::regtype then 2147483648 when 'bigint'::regtype then 9223372036854775808
          end as whole_below
        from pg_attribute
        left join pg_collation on pg_collation.oid = attcollation
        where attrelid = source and attnum > 0 and not attisdropped
      ) as named on named.attname = given.key
    ) as wrong
    where wrong.detail is not null
    having count(*) > 0;
  end if;
end
$function$;

comment on function axis_internal.source_problem(text, jsonb) is
  'Why a source of the ratification cannot be used, null where it can: source_not_of_people, approvals_missing, approvals_no_table, source_filter.';

create or replace function axis_internal.source_condition(source_filter jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $function$
  select coalesce(string_agg(format('approval.%I = %L', wanted.key, wanted.value), ' and ' order by wanted.key), 'true')
  from jsonb_each_text(source_filter) as wanted
$function$;

comment on function axis_internal.source_condition(jsonb) is
  'Which rows of a source its filter means, as a condition on "approval". A column is compared in its own type, so that an index serves.';

-- Before the write an update or a deletion is asked which rows it is for; after it a row is taken for one of the source wherever a value cannot be told:
-- a default, a preset of a permission, what the host fills in. What cannot be read at all touches.
create or replace function axis_internal.touches_source(
  source_table text, source_filter jsonb, key_column text, keys jsonb, given jsonb, unsure jsonb
) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp set row_security = off
as $function$
declare
  source constant text := format('%I.%I', axis_internal.host_schema(), source_table);
  after text := 'false';
  key_type text;
  touched boolean;
begin
  if source_filter = '{}' or (axis_internal.source_problem(source_table, source_filter)).problem is not null then
    return true;
  end if;

  if given is not null then
    select string_agg(
      case
        when unsure ? wanted.key or keys is null and not given ? wanted.key then 'true'
        when given ? wanted.key then format('%L::%s = %L', given ->> wanted.key, format_type(atttypid, atttypmod), wanted.value)
        else format('approval.%I = %L', wanted.key, wanted.value)
      end,
      ' and '
    )
    into after
    from jsonb_each_text(source_filter) as wanted join pg_attribute on attrelid = source::regclass and attname = wanted.key;
  end if;
  if keys is null then
    execute format('select coalesce(%s, false)', after) into touched;
    return touched;
  end if;

  select format_type(atttypid, -1) into strict key_type
  from pg_attribute
  where attrelid = source::regclass and attname = key_column and attnum > 0 and not attisdropped and atttypid < 16384;
  execute format(
    $query$
      select exists (
        select from only %1$s as approval
        where approval.%2$I = any ((select array_agg(named.key) from jsonb_array_elements_text($1) as named (key))::%3$s[])
          and (%4$s or %5$s)
      )
    $query$,
    source, key_column, key_type, axis_internal.source_condition(source_filter), after
  )
  into touched using keys;
  return touched;
exception
  when others then return true;
end
$function$;

comment on function axis_internal.touches_source(text, jsonb, text, jsonb, jsonb, jsonb) is
  'Whether a write is of rows that a source means, before it or after it. keys: of the rows, null for a creation; given: values by column, null for a deletion; unsure: columns whose value after the write is not known.';
