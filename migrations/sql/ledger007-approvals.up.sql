-- The gate's predicate: which rows of the source are approvals, and how many of them count. Engine, preflight, packet and hook ask read_approvals, the
-- triggers of tier 1 count_approvals, which stands behind it. An error is for each of them what is unknown: shut.

-- Outer blanks go, those of Unicode and those without a width too; NFKC, so that a full-width @ is one (in a database that is not in UTF8 it is not);
-- small letters; what follows a + in front of the @. What is left must be an address in ASCII with a dot in its domain: letters of other scripts that
-- look alike make no second signer.
create or replace function axis_internal.signer_of(address text) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $function$
  select substring(
    regexp_replace(
      lower(
        regexp_replace(
          case when getdatabaseencoding() = 'UTF8' then normalize(address, nfkc) else address end,
          E'^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]+|[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]+$',
          '',
          'g'
        ) collate "C"
      ),
      E'\\+[^@]*@',
      '@'
    )
    from E'^((?:[a-z0-9!#$%&''*/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&''*/=?^_`{|}~-]+)*)@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)$'
  )
$function$;

comment on function axis_internal.signer_of(text) is
  'Who an e-mail address stands for, or null where it is none. Two spellings of one address are one signer.';

-- An approval counts from its commit on: one that a transaction wrote itself, to delete it again before anybody sees it, opens nothing there.
create or replace function axis_internal.wrote(row_xmin xid) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
  -- Transaction ids of this transaction and its savepoints are not below its own, in a circle of 2^32; one that wrote nothing has none.
  mine constant bigint := pg_current_xact_id_if_assigned()::text::bigint;
  ahead constant bigint := (row_xmin::text::bigint - mine % 4294967296 + 4294967296) % 4294967296;
begin
  if mine is null or ahead >= 2147483648 then
    return false;
  end if;
  -- A row that can be seen is committed, or our own.
  return pg_xact_status((mine + ahead)::text::xid8) = 'in progress';
exception
  -- The future: a row that was frozen a whole round ago.
  when invalid_parameter_value then return false;
end
$function$;

comment on function axis_internal.wrote(xid) is 'Whether a row that can be seen, by its xmin, was written by this transaction or a savepoint of it.';

-- Whoever owns the source decides what runs where it is read, and the triggers read it with the rights of the owner of the axis objects: so it is looked
-- at before it is read, and where rows are locked, locked before that. With row security off a row policy is an error. Only those columns are read
-- that a rule needs, and only of PostgreSQL's own types, because a cast of another could run a function of whoever made it; a column that is
-- neither is unknown, and unknown counts for nothing.
create or replace function axis_internal.count_approvals(
  source_table text,
  source_filter jsonb,
  minimum integer,
  agreement boolean,
  distinct_signers boolean,
  not_by_operator boolean,
  operator_email text,
  approvals_of_others jsonb,
  lock_rows boolean,
  out problem text,
  out detail text,
  out rows bigint,
  out not_agreed bigint,
  out not_signed bigint,
  out not_of_others bigint,
  out valid_rows bigint,
  out approvals bigint
)
language plpgsql set search_path = pg_catalog, pg_temp set row_security = off
as $function$
declare
  source constant text := format('%I.%I', axis_internal.host_schema(), source_table);
  key_value text := 'null::text';
  address text := 'null::text';
  agreed text := 'null::jsonb';
begin
  select looked.problem, looked.detail into problem, detail from axis_internal.source_problem(source_table, source_filter) as looked;
  if problem is not null then
    return;
  end if;
  if lock_rows then
    -- Nobody makes another thing of it meanwhile.
    execute format('lock table only %s in row share mode', source);
    select looked.problem, looked.detail into problem, detail from axis_internal.source_problem(source_table, source_filter) as looked;
    if problem is not null then
      return;
    end if;
  end if;

  select
    coalesce(min(format('to_jsonb(approval.%I) #>> ''{}''', attname)) filter (where attname = 'id' and not_by_operator), key_value),
    coalesce(min(format('to_jsonb(approval.%I) #>> ''{}''', attname)) filter (where attname = 'email' and (distinct_signers or not_by_operator)), address),
    coalesce(min(format('to_jsonb(approval.%I)', attname)) filter (where attname = 'esignature_agreement' and agreement), agreed)
  into key_value, address, agreed
  from pg_attribute
  where attrelid = source::regclass and attnum > 0 and not attisdropped and atttypid < 16384;

  -- Of distinct signers who must not be the operator there are as many as addresses, or as users who created the rows: the smaller number.
  -- Rows that are relied on are locked to the end of the transaction: who deletes or changes one waits for it. Signers are told apart after the lock:
  -- an e-mail may have changed while it waited.
  execute format(
    $query$
      select
        count(*),
        count(*) filter (where not relied_on.agreed),
        count(*) filter (where not relied_on.signed),
        count(*) filter (where not relied_on.of_others),
        count(*) filter (where relied_on.agreed and relied_on.signed and relied_on.of_others),
        case
          when not $2 then count(*) filter (where relied_on.agreed and relied_on.signed and relied_on.of_others)
          when $3 then least(
            count(distinct relied_on.signer) filter (where relied_on.agreed and relied_on.signed and relied_on.of_others),
            count(distinct relied_on.creator) filter (where relied_on.agreed and relied_on.signed and relied_on.of_others)
          )
          else count(distinct relied_on.signer) filter (where relied_on.agreed and relied_on.signed and relied_on.of_others)
        end
      from (
        select person.signer, person.creator, judged.agreed, judged.signed, judged.of_others
        from only %1$s as approval
        cross join lateral (
          select case when $2 or $3 then axis_internal.signer_of(%3$s) end as signer, $5 ->> (%2$s) as creator
        ) as person
        cross join lateral (
          select
            not $1 or %4$s is not distinct from 'true'::jsonb as agreed,
            not $2 or person.signer is not null as signed,
            not $3 or person.creator is not null and ($4 = '' or person.signer is distinct from $4) as of_others
        ) as judged
        where %5$s and (age(approval.xmin) > 0 or not axis_internal.wrote(approval.xmin)) %6$s
      ) as relied_on
    $query$,
    source, key_value, address, agreed, axis_internal.source_condition(source_filter),
    case when lock_rows then 'and judged.agreed and judged.signed and judged.of_others limit $6 for share of approval' else '' end
  )
  into rows, not_agreed, not_signed, not_of_others, valid_rows, approvals
  using agreement, distinct_signers, not_by_operator, operator_email, approvals_of_others, case when not distinct_signers then minimum end;
end
$function$;

comment on function axis_internal.count_approvals(text, jsonb, integer, boolean, boolean, boolean, text, jsonb, boolean) is
  'How many rows of a source are valid approvals under these rules, committed before this transaction wrote, and how many each rule takes away; with lock_rows the valid ones alone, locked. problem and detail: why nothing was read.';

create or replace function axis_internal.read_approvals(
  profile_source jsonb,
  minimum integer,
  agreement boolean,
  distinct_signers boolean,
  not_by_operator boolean,
  operator_email text,
  approvals_of_others jsonb,
  lock_rows boolean,
  out source_table text,
  out source_filter jsonb,
  out problem text,
  out detail text,
  out rows bigint,
  out not_agreed bigint,
  out not_signed bigint,
  out not_of_others bigint,
  out valid_rows bigint,
  out approvals bigint,
  out simulated boolean
)
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
  simulated := coalesce(current_setting('axis.gate', true) = 'shut', false);
  select found.source_table, found.source_filter, found.problem into source_table, source_filter, problem
  from axis_internal.ratification_source(profile_source) as found;
  if problem is null then
    select
      counted.problem, counted.detail, counted.rows, counted.not_agreed, counted.not_signed, counted.not_of_others, counted.valid_rows, counted.approvals
    into problem, detail, rows, not_agreed, not_signed, not_of_others, valid_rows, approvals
    from axis_internal.count_approvals(
      source_table, source_filter, minimum, agreement, distinct_signers, not_by_operator, operator_email, approvals_of_others, lock_rows
    ) as counted;
  end if;
exception
  -- A row policy is one as well.
  when insufficient_privilege then problem := case when lock_rows then 'gate_unlockable' else 'approvals_unreadable' end;
end
$function$;

comment on function axis_internal.read_approvals(jsonb, integer, boolean, boolean, boolean, text, jsonb, boolean) is
  'The gate for a profile''s rules: the source that holds and what is counted there, or the problem. simulated: axis.gate is "shut" in this session.';
