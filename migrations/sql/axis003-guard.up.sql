-- The guard: while the gate is shut, no statement of anybody changes an axis table, whatever path it took.
-- Statement triggers, ENABLE ALWAYS (replication roles included), on the tables of axis001 and axis002.
-- SQLSTATE AX001: gate shut. AX002: a rehearsal tried to commit. Trust boundary: the tables' owner and superusers.
-- No function looks for a function, an operator or a type in Directus' schema: who may create there could put one in place of PostgreSQL's own, and
-- it would run with the rights of the owner of the axis tables. The approvals are named by their schema.

create table axis_internal.gate_policy (
  only_row boolean primary key default true check (only_row),
  minimum_approvals integer not null check (minimum_approvals >= 1),
  agreement boolean not null default false,
  distinct_signers boolean not null default false
);

comment on table axis_internal.gate_policy is 'What the database asks for before the gate is open. One row; without it the gate is shut.';
comment on column axis_internal.gate_policy.only_row is 'Always true: there is one row at most.';
comment on column axis_internal.gate_policy.minimum_approvals is 'Least number of valid approvals in os_proposal_approvals, at least 1; from the profile.';
comment on column axis_internal.gate_policy.agreement is 'Whether only rows count whose esignature_agreement is true; from the profile.';
comment on column axis_internal.gate_policy.distinct_signers is 'Whether signers are counted instead of rows, by e-mail without case and outer blanks; a row without an e-mail counts for nothing. From the profile.';

-- An approval counts from its commit on: one that a transaction wrote itself, to delete it again before anybody sees it, opens nothing there.
create function axis_internal.wrote(row_xmin xid) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
  -- Transaction ids of this transaction and its savepoints are not below its own, in a circle of 2^32.
  mine constant bigint := pg_current_xact_id()::text::bigint;
  ahead constant bigint := (row_xmin::text::bigint - mine % 4294967296 + 4294967296) % 4294967296;
begin
  if ahead >= 2147483648 then
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

-- The predicate reads a table that is not ours, with the rights of the owner of the axis objects: whoever owns that table decides what runs where it
-- is read. So it looks at the table before it reads it: a view, a foreign table, parts and wholes of a hierarchy, row security, and whatever
-- PostgreSQL evaluates while it plans or reads with functions that are not its own (indexes, checks, statistics, types that somebody made)
-- are unknown, and unknown means shut. Of the columns, only those are looked at that a rule needs.
do $block$
begin
  execute format($create$
    create function axis_internal.gate_is_open() returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp set row_security = off
    as $function$
    declare
      minimum integer;
      needs_agreement boolean;
      by_signer boolean;
      approvals bigint;
    begin
      -- A session may say that the gate is shut, for itself; nothing that it says opens it.
      if current_setting('axis.gate', true) = 'shut' then
        return false;
      end if;

      select policy.minimum_approvals, policy.agreement, policy.distinct_signers into strict minimum, needs_agreement, by_signer
      from axis_internal.gate_policy as policy;

      -- Locked first: nobody makes another thing of it while it is looked at.
      lock table only %1$I.os_proposal_approvals in row share mode;
      if not exists (
        select from pg_class as class
        where class.oid = %2$L::regclass
          and class.relkind = 'r'
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
        return false;
      end if;

      -- The rows relied on are locked to the end of the transaction: who deletes or changes an approval waits for us, or we for them.
      -- A column that the table lacks is that of "missing": unknown, as one is whose type is not PostgreSQL's own. Unknown counts for nothing.
      select case when by_signer then count(distinct relied_on.signer) else count(*) end into approvals
      from (select null::text as email, null::boolean as esignature_agreement) as missing
      cross join lateral (
        select case when by_signer then signing.signer end as signer
        from only %1$I.os_proposal_approvals as approval
        cross join lateral (
          select
            case when by_signer and pg_typeof(email)::oid < 16384 then to_jsonb(email) #>> '{}' end as address,
            case when needs_agreement and pg_typeof(esignature_agreement)::oid < 16384 then to_jsonb(esignature_agreement) end as agreement
        ) as raw
        -- Who an address stands for: one that is spelt otherwise, with blanks or full-width letters, is no second signer.
        cross join lateral (
          select case
            when mailbox.address ~ E'^[a-z0-9!#$%%&''*/=?^_`{|}~-]+(\\.[a-z0-9!#$%%&''*/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$'::text
            then mailbox.address
          end as signer
          from (
            select pg_catalog.regexp_replace(pg_catalog.lower(bare.address collate pg_catalog."C"), E'\\+[^@]*@'::text, '@'::text) as address
            from (
              select pg_catalog.regexp_replace(
                composed.address,
                E'^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]+|[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]+$'::text,
                ''::text,
                'g'::text
              ) as address
              from (
                select case
                  when pg_catalog.getdatabaseencoding() = 'UTF8'::name then pg_catalog.normalize(raw.address, 'NFKC'::text)
                  else raw.address
                end as address
              ) as composed
            ) as bare
          ) as mailbox
        ) as signing
        where (not needs_agreement or raw.agreement is not distinct from 'true'::jsonb)
          and (age(approval.xmin) > 0 or not axis_internal.wrote(approval.xmin))
        limit case when by_signer then null else minimum end
        for share of approval
      ) as relied_on;
      return approvals >= minimum;
    exception
      -- Missing, unreadable or unknown means shut.
      when others then return false;
    end
    $function$
  $create$, current_schema(), format('%I.os_proposal_approvals', current_schema()));
end
$block$;

comment on function axis_internal.gate_is_open() is
  'The gate predicate: os_proposal_approvals is an ordinary table and holds at least gate_policy.minimum_approvals valid approvals that were committed before, and axis.gate is not "shut" in this session. Locks the rows it counts. False on any error.';

revoke all on function axis_internal.gate_is_open() from public;

create table axis_internal.rehearsal_mark (
  transaction_id xid8 primary key
);

comment on table axis_internal.rehearsal_mark is 'Transactions that wrote as a rehearsal. Never holds a committed row: a deferred trigger fails every commit that left one.';
comment on column axis_internal.rehearsal_mark.transaction_id is 'The transaction, as pg_current_xact_id() names it.';

create function axis_internal.refuse_rehearsal_commit() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
begin
  raise exception using
    errcode = 'AX002',
    message = 'A rehearsal cannot be committed. Nothing was changed.',
    hint = 'Roll the transaction back, or apply the tier without axis.rehearsal.';
end
$function$;

comment on function axis_internal.refuse_rehearsal_commit() is 'Always raises AX002, at commit.';

revoke all on function axis_internal.refuse_rehearsal_commit() from public;

create constraint trigger axis_guard_rehearsal
  after insert on axis_internal.rehearsal_mark
  deferrable initially deferred
  for each row execute function axis_internal.refuse_rehearsal_commit();
alter table axis_internal.rehearsal_mark enable always trigger axis_guard_rehearsal;
comment on trigger axis_guard_rehearsal on axis_internal.rehearsal_mark is 'Fails every commit of a rehearsal (AX002).';

create function axis_internal.refuse_while_gate_shut() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $function$
begin
  -- A rehearsal says so by its own transaction id. It passes, gate open or shut, and can never commit.
  if nullif(current_setting('axis.rehearsal', true), '') is not null
    and current_setting('axis.rehearsal', true) = pg_current_xact_id()::text
  then
    insert into axis_internal.rehearsal_mark (transaction_id) values (pg_current_xact_id()) on conflict do nothing;
    return null;
  end if;

  if axis_internal.gate_is_open() then
    return null;
  end if;

  raise exception using
    errcode = 'AX001',
    message = format('%s on %s was refused: the gate is shut. Nothing was changed.', tg_op, tg_table_name),
    hint = 'A person must ratify first: os_proposal_approvals needs its approval rows. GET /axis/gate says what is missing.',
    table = tg_table_name,
    schema = tg_table_schema;
end
$function$;

comment on function axis_internal.refuse_while_gate_shut() is
  'Guard of the axis tables. Lets rehearsals and an open gate pass, raises AX001 otherwise.';

revoke all on function axis_internal.refuse_while_gate_shut() from public;

do $block$
declare
  axis_table regclass;
begin
  foreach axis_table in array array[
    'axis_registry', 'axis_value', 'axis_assignment', 'coverage_rule', 'axis_object_ownership', 'axis_internal.waiver',
    'axis_candidate_finding', 'topic_taxonomy_map', 'topic_label_reconcile_decision', 'governance_scan_run', 'governance_drift_state',
    'governance_event_log'
  ]::regclass[] loop
    execute format(
      'create trigger axis_guard_write before insert or update or delete on %s
         for each statement execute function axis_internal.refuse_while_gate_shut()', axis_table);
    execute format(
      'create trigger axis_guard_truncate before truncate on %s
         for each statement execute function axis_internal.refuse_while_gate_shut()', axis_table);
    execute format('alter table %s enable always trigger axis_guard_write', axis_table);
    execute format('alter table %s enable always trigger axis_guard_truncate', axis_table);
    execute format('comment on trigger axis_guard_write on %s is %L', axis_table, 'Refuses INSERT, UPDATE and DELETE while the gate is shut (AX001).');
    execute format('comment on trigger axis_guard_truncate on %s is %L', axis_table, 'Refuses TRUNCATE while the gate is shut (AX001).');
  end loop;
end
$block$;
