-- The guard: while the gate is shut, no statement of anybody changes an axis table, whatever path it took.
-- Statement triggers, ENABLE ALWAYS (replication roles included), SECURITY DEFINER with the search path of this transaction.
-- SQLSTATE AX001: gate shut. AX002: a rehearsal tried to commit. Trust boundary: the tables' owner and superusers.

create table axis_internal.gate_policy (
  only_row boolean primary key default true check (only_row),
  minimum_approvals integer not null check (minimum_approvals >= 1)
);

comment on table axis_internal.gate_policy is 'What the database asks for before the gate is open. One row; without it the gate is shut.';
comment on column axis_internal.gate_policy.only_row is 'Always true: there is one row at most.';
comment on column axis_internal.gate_policy.minimum_approvals is 'Least number of rows in os_proposal_approvals, at least 1; from the profile.';

create function axis_internal.gate_is_open() returns boolean
language plpgsql security definer set search_path from current
as $function$
declare
  minimum integer;
  approvals integer;
begin
  select policy.minimum_approvals into strict minimum from axis_internal.gate_policy as policy;
  -- The rows relied on are locked to the end of the transaction: who deletes an approval waits for us, or we for him.
  perform 1 from os_proposal_approvals limit minimum for share;
  get diagnostics approvals = row_count;
  return approvals >= minimum;
exception
  -- Missing, unreadable or unknown means shut.
  when others then return false;
end
$function$;

comment on function axis_internal.gate_is_open() is
  'The gate predicate: os_proposal_approvals holds at least gate_policy.minimum_approvals rows. Locks the rows it counts. False on any error.';

create table axis_internal.rehearsal_mark (
  transaction_id xid8 primary key
);

comment on table axis_internal.rehearsal_mark is
  'Transactions that wrote as a rehearsal. Never holds a committed row: a deferred trigger fails every commit that left one.';

comment on column axis_internal.rehearsal_mark.transaction_id is 'The transaction, as pg_current_xact_id() names it.';

create function axis_internal.refuse_rehearsal_commit() returns trigger
language plpgsql set search_path from current
as $function$
begin
  raise exception using
    errcode = 'AX002',
    message = 'A rehearsal cannot be committed. Nothing was changed.',
    hint = 'Roll the transaction back, or apply the tier without axis.rehearsal.';
end
$function$;

comment on function axis_internal.refuse_rehearsal_commit() is 'Always raises AX002, at commit.';

create constraint trigger axis_guard_rehearsal
  after insert on axis_internal.rehearsal_mark
  deferrable initially deferred
  for each row execute function axis_internal.refuse_rehearsal_commit();
alter table axis_internal.rehearsal_mark enable always trigger axis_guard_rehearsal;
comment on trigger axis_guard_rehearsal on axis_internal.rehearsal_mark is 'Fails every commit of a rehearsal (AX002).';

create function axis_internal.refuse_while_gate_shut() returns trigger
language plpgsql security definer set search_path from current
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

do $block$
declare
  axis_table text;
begin
  foreach axis_table in array array[
    'axis_registry', 'axis_value', 'axis_assignment', 'coverage_rule', 'axis_object_ownership', 'axis_candidate_finding'
  ] loop
    execute format(
      'create trigger axis_guard_write before insert or update or delete on %I
         for each statement execute function axis_internal.refuse_while_gate_shut()', axis_table);
    execute format(
      'create trigger axis_guard_truncate before truncate on %I
         for each statement execute function axis_internal.refuse_while_gate_shut()', axis_table);
    execute format('alter table %I enable always trigger axis_guard_write', axis_table);
    execute format('alter table %I enable always trigger axis_guard_truncate', axis_table);
    execute format('comment on trigger axis_guard_write on %I is %L', axis_table, 'Refuses INSERT, UPDATE and DELETE while the gate is shut (AX001).');
    execute format('comment on trigger axis_guard_truncate on %I is %L', axis_table, 'Refuses TRUNCATE while the gate is shut (AX001).');
  end loop;
end
$block$;

create function axis_internal.mark_change() returns trigger
language plpgsql set search_path from current
as $function$
begin
  new.changed_at := clock_timestamp();
  return new;
end
$function$;

comment on function axis_internal.mark_change() is 'Stamps changed_at of a row that is changed, so that rollback can tell it from a seeded one.';

do $block$
declare
  axis_table text;
begin
  foreach axis_table in array array['axis_registry', 'axis_value', 'axis_assignment', 'coverage_rule', 'axis_object_ownership'] loop
    execute format(
      'create trigger axis_mark_change before update on %I
         for each row when (old.* is distinct from new.*) execute function axis_internal.mark_change()', axis_table);
    execute format('comment on trigger axis_mark_change on %I is %L', axis_table, 'Stamps changed_at.');
  end loop;
end
$block$;

revoke all on function axis_internal.gate_is_open() from public;
revoke all on function axis_internal.refuse_while_gate_shut() from public;
revoke all on function axis_internal.refuse_rehearsal_commit() from public;
