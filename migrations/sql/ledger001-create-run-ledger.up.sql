-- The run ledger: one row per recorded attempt to roll out, roll back or rehearse. Directus shows it as a collection.
-- Written by the engine alone: a transaction must name itself in axis.ledger_writer, which no items API, GraphQL or Flow can do.

create table axis_rollout_run (
  id uuid primary key default gen_random_uuid(),
  run_no bigint not null unique,
  part_of uuid references axis_rollout_run (id),
  action text not null check (action in ('apply', 'rollback', 'rehearse')),
  tiers jsonb not null default '[]'::jsonb,
  status text not null default 'running' check (status in ('running', 'passed', 'refused', 'failed', 'aborted')),
  requested_by text not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  ratified_apr text,
  profile_sha256 text not null,
  result jsonb,
  error jsonb,
  previous_hash text,
  start_hash text not null,
  end_hash text,
  constraint axis_rollout_run_finished_check check ((status = 'running') = (finished_at is null))
);

comment on table axis_rollout_run is
  'Run ledger of the axis rollout. Grain: one recorded attempt. Append-only, written by the engine. Read permission opens the reports, create permission the actions.';
comment on column axis_rollout_run.id is 'Key of the run, as GET /axis/runs/:id takes it.';
comment on column axis_rollout_run.run_no is 'Order of the attempts, from 1 without gaps.';
comment on column axis_rollout_run.part_of is 'The run that this one was a step of; null for a run of its own.';
comment on column axis_rollout_run.action is 'apply, rollback or rehearse.';
comment on column axis_rollout_run.tiers is 'Numbers of the tiers asked for, as a JSON array.';
comment on column axis_rollout_run.status is 'running, passed, refused (did not start), failed (was rolled back) or aborted (its process died; it was rolled back).';
comment on column axis_rollout_run.requested_by is 'Directus user id of who asked, or the name of the program.';
comment on column axis_rollout_run.started_at is 'When the run was recorded.';
comment on column axis_rollout_run.finished_at is 'When it ended; null while it runs.';
comment on column axis_rollout_run.ratified_apr is 'Approval code that the caller named; null where none was needed.';
comment on column axis_rollout_run.profile_sha256 is 'SHA-256 of the profile file that the run used, hex.';
comment on column axis_rollout_run.result is 'What the run did: deltas, checks and duration per tier.';
comment on column axis_rollout_run.error is 'Why the run did not pass: code, message, facts.';
comment on column axis_rollout_run.previous_hash is 'Hash of the run before it: its end_hash, or its start_hash while that still ran; null for the first.';
comment on column axis_rollout_run.start_hash is 'SHA-256 over what was recorded at the start and previous_hash, hex.';
comment on column axis_rollout_run.end_hash is 'SHA-256 over start_hash and what was recorded at the end, hex; null while it runs.';

create index axis_rollout_run_part_of_idx on axis_rollout_run (part_of) where part_of is not null;

create function axis_internal.refuse_foreign_ledger_write() returns trigger
language plpgsql set search_path from current
as $function$
begin
  -- TRUNCATE fires no row trigger, so nobody may, the engine included.
  if tg_op = 'TRUNCATE' or coalesce(current_setting('axis.ledger_writer', true), '') <> pg_current_xact_id()::text then
    raise exception using
      errcode = 'AX003',
      message = format('%s on axis_rollout_run was refused: the run ledger is written by the rollout alone. Nothing was changed.', tg_op),
      hint = 'Use POST /axis/apply or POST /axis/rollback; they record their runs.',
      table = tg_table_name,
      schema = tg_table_schema;
  end if;
  return null;
end
$function$;

comment on function axis_internal.refuse_foreign_ledger_write() is 'Guard of the run ledger: raises AX003 for everyone but the engine.';

create function axis_internal.keep_ledger_append_only() returns trigger
language plpgsql set search_path from current
as $function$
begin
  if tg_op = 'UPDATE' and old.status = 'running' and new.status <> 'running'
    and to_jsonb(new) - array['status', 'finished_at', 'result', 'error', 'end_hash']
      = to_jsonb(old) - array['status', 'finished_at', 'result', 'error', 'end_hash']
  then
    return new;
  end if;
  raise exception using
    errcode = 'AX003',
    message = format('%s of run %s was refused: the run ledger is append-only. Nothing was changed.', tg_op, old.id),
    hint = 'A run may only go from running to its end, once.';
end
$function$;

comment on function axis_internal.keep_ledger_append_only() is 'Lets a run end once and refuses every other change, the engine''s included (AX003).';

create function axis_internal.hash_run_start(run axis_rollout_run) returns text
language sql stable set search_path from current
as $function$
  select encode(sha256(convert_to(jsonb_build_object(
    'previous_hash', run.previous_hash,
    'run_no', run.run_no,
    'id', run.id,
    'part_of', run.part_of,
    'action', run.action,
    'tiers', run.tiers,
    'requested_by', run.requested_by,
    'started_at', run.started_at at time zone 'UTC',
    'ratified_apr', run.ratified_apr,
    'profile_sha256', run.profile_sha256
  )::text, 'UTF8')), 'hex')
$function$;

comment on function axis_internal.hash_run_start(axis_rollout_run) is 'Hash of what a run recorded at its start, and of the run before it.';

create function axis_internal.hash_run_end(run axis_rollout_run) returns text
language sql stable set search_path from current
as $function$
  select encode(sha256(convert_to(jsonb_build_object(
    'start_hash', run.start_hash,
    'status', run.status,
    'finished_at', run.finished_at at time zone 'UTC',
    'result', run.result,
    'error', run.error
  )::text, 'UTF8')), 'hex')
$function$;

comment on function axis_internal.hash_run_end(axis_rollout_run) is 'Hash of what a run recorded at its end, and of its start.';

create function axis_internal.chain_run() returns trigger
language plpgsql set search_path from current
as $function$
declare
  previous axis_rollout_run;
begin
  if tg_op = 'INSERT' then
    -- One insert at a time, so that no two runs follow the same one. The ledger's writers commit at once.
    perform pg_advisory_xact_lock(hashtext('axis_coverage.axis_rollout_run'));
    select * into previous from axis_rollout_run order by run_no desc limit 1;
    new.run_no := coalesce(previous.run_no, 0) + 1;
    new.previous_hash := coalesce(previous.end_hash, previous.start_hash);
    new.start_hash := axis_internal.hash_run_start(new);
  end if;
  new.end_hash := case when new.status <> 'running' then axis_internal.hash_run_end(new) end;
  return new;
end
$function$;

comment on function axis_internal.chain_run() is 'Numbers a run and chains it to the one before by hash.';

create trigger axis_ledger_writer before insert or update or delete or truncate on axis_rollout_run
  for each statement execute function axis_internal.refuse_foreign_ledger_write();
create trigger axis_ledger_append_only before update or delete on axis_rollout_run
  for each row execute function axis_internal.keep_ledger_append_only();
create trigger axis_ledger_chain before insert or update on axis_rollout_run
  for each row execute function axis_internal.chain_run();
alter table axis_rollout_run enable always trigger axis_ledger_chain;
alter table axis_rollout_run enable always trigger axis_ledger_writer;
alter table axis_rollout_run enable always trigger axis_ledger_append_only;

comment on trigger axis_ledger_writer on axis_rollout_run is 'Refuses writes of everyone but the engine (AX003).';
comment on trigger axis_ledger_append_only on axis_rollout_run is 'Refuses deletes, and updates other than running to ended (AX003).';
comment on trigger axis_ledger_chain on axis_rollout_run is 'Numbers and chains the runs.';
