-- The guard: while the gate is shut, no statement of anybody changes an axis table, whatever path it took.
-- Statement triggers, ENABLE ALWAYS (replication roles included), on the tables of axis001 and axis002.
-- SQLSTATE AX001: gate shut. AX002: a rehearsal tried to commit. Trust boundary: the tables' owner and superusers.
-- No function looks for a function, an operator or a type in Directus' schema: who may create there could put one in place of PostgreSQL's own, and
-- it would run with the rights of the owner of the axis tables. How approvals are read is the ledger's to say (ledger007).

create table axis_internal.gate_policy (
  only_row boolean primary key default true check (only_row),
  minimum_approvals integer not null check (minimum_approvals >= 1),
  agreement boolean not null default false,
  distinct_signers boolean not null default false,
  source_table text not null,
  source_filter jsonb not null default '{}'
);

comment on table axis_internal.gate_policy is 'What the database asks for before the gate is open. One row; without it the gate is shut.';
comment on column axis_internal.gate_policy.only_row is 'Always true: there is one row at most.';
comment on column axis_internal.gate_policy.minimum_approvals is 'Least number of valid approvals in the source, at least 1; from the profile.';
comment on column axis_internal.gate_policy.agreement is 'Whether only rows count whose esignature_agreement is true; from the profile.';
comment on column axis_internal.gate_policy.distinct_signers is 'Whether signers are counted instead of rows, by e-mail without case and outer blanks; a row without an e-mail counts for nothing. From the profile.';
comment on column axis_internal.gate_policy.source_table is 'Table of Directus'' schema that people ratify in; from the profile.';
comment on column axis_internal.gate_policy.source_filter is 'Which rows of it are approvals: values by column, all equal. {}: every row. From the profile.';

-- By the policy alone, source included; with the rights of the owner of the axis objects.
create function axis_internal.gate_is_open() returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp set row_security = off
as $function$
declare
  policy record;
  open boolean;
begin
  -- A session may say that the gate is shut, for itself; nothing that it says opens it.
  if current_setting('axis.gate', true) = 'shut' then
    return false;
  end if;
  select kept.minimum_approvals, kept.agreement, kept.distinct_signers, kept.source_table, kept.source_filter into strict policy
  from axis_internal.gate_policy as kept;
  select counted.problem is null and counted.approvals >= policy.minimum_approvals into open
  from axis_internal.count_approvals(
    policy.source_table, policy.source_filter, policy.minimum_approvals, policy.agreement, policy.distinct_signers, false, '', '{}', true
  ) as counted;
  return coalesce(open, false);
exception
  -- Missing, unreadable or unknown means shut.
  when others then return false;
end
$function$;

comment on function axis_internal.gate_is_open() is
  'Whether the source of the policy holds at least gate_policy.minimum_approvals valid approvals (count_approvals), and axis.gate is not "shut" in this session. Locks the rows it counts. False on any error.';

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
    hint = format(
      'A person must ratify first: %s needs its approval rows. GET /axis/gate says what is missing.',
      (select found.source_table from axis_internal.ratification_source(null) as found)
    ),
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
    'axis_internal.goal', 'axis_internal.axis_semantics', 'axis_candidate_finding', 'topic_taxonomy_map', 'topic_label_reconcile_decision',
    'governance_scan_run', 'governance_drift_state', 'governance_event_log', 'axis_internal.gap_span', 'axis_internal.acknowledgement'
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
