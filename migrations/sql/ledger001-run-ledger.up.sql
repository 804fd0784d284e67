-- The run ledger: one row per recorded attempt to roll out, roll back, rehearse or change the model. Directus shows it as a collection.
-- Written by the engine alone: a transaction must name itself in axis.ledger_writer, which no items API, GraphQL or Flow can do.
-- A chain of hashes runs over its events: the start of a run is one, its end is another, each in its place in the order of time.
-- No function looks for a function, an operator or a type in Directus' schema, and the ledger is named by its schema: they run with the rights of
-- whoever writes the ledger, the owner of the axis tables included.

create table axis_rollout_run (
  id uuid primary key default gen_random_uuid(),
  run_no bigint not null unique,
  part_of uuid references axis_rollout_run (id),
  action text not null check (action in ('apply', 'rollback', 'rehearse', 'lifecycle', 'baseline', 'repair', 'foundation', 'rebind', 'link', 'source')),
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
  request jsonb,
  start_event bigint not null unique,
  end_event bigint unique,
  end_previous_hash text,
  constraint axis_rollout_run_finished_check check ((status = 'running') = (finished_at is null)),
  constraint axis_rollout_run_end_event_check check ((end_event is null) = (end_previous_hash is null))
);

create index axis_rollout_run_part_of_idx on axis_rollout_run (part_of) where part_of is not null;
create index axis_rollout_run_lifecycle_idx on axis_rollout_run ((result ->> 'root'), run_no)
  where action = 'lifecycle' and status = 'passed' and jsonb_exists(request, 'undo');
create index axis_rollout_run_undo_idx on axis_rollout_run ((request ->> 'undo')) where action in ('repair', 'baseline', 'foundation') and status = 'passed';
create index axis_rollout_run_change_idx on axis_rollout_run (finished_at desc, id) where status = 'passed' and action <> 'rehearse';
create index axis_rollout_run_accepted_idx on axis_rollout_run (run_no) where action in ('baseline', 'repair');

comment on table axis_rollout_run is 'Run ledger of the axis rollout. Grain: one recorded attempt. Append-only, written by the engine. Read permission opens the reports, create permission the actions.';
comment on column axis_rollout_run.id is 'Key of the run, as GET /axis/runs/:id takes it.';
comment on column axis_rollout_run.run_no is 'Order of the attempts, from 1 without gaps.';
comment on column axis_rollout_run.part_of is 'The run that this one was a step of; null for a run of its own.';
comment on column axis_rollout_run.action is 'apply, rollback, rehearse; lifecycle: a change of axes, values and rules; baseline: numbers that people accepted; repair: rows brought after the objects; foundation: a base model made, taken away or changed; rebind: ports bound again; link: an authority linked to a role or user; source: another place where people ratify.';
comment on column axis_rollout_run.tiers is 'Numbers of the tiers asked for, as a JSON array.';
comment on column axis_rollout_run.status is 'running, passed, refused (did not start), failed (was rolled back) or aborted (its process died; it was rolled back).';
comment on column axis_rollout_run.requested_by is 'Directus user id of who asked, or the name of the program.';
comment on column axis_rollout_run.started_at is 'When the run was recorded.';
comment on column axis_rollout_run.finished_at is 'When it ended; null while it runs.';
comment on column axis_rollout_run.ratified_apr is 'Approval code that the caller named; null where none was needed.';
comment on column axis_rollout_run.profile_sha256 is 'SHA-256 of the profile file that the run used, hex.';
comment on column axis_rollout_run.result is 'What the run did: deltas, checks and duration per tier; of a lifecycle run its numbers, and each row before and after.';
comment on column axis_rollout_run.error is 'Why the run did not pass: code, message, facts.';
comment on column axis_rollout_run.previous_hash is 'Hash of the event before the start; null for the first.';
comment on column axis_rollout_run.start_hash is 'SHA-256 over what was recorded at the start and previous_hash, hex: the hash of that event.';
comment on column axis_rollout_run.end_hash is 'SHA-256 over start_hash, what was recorded at the end and end_previous_hash, hex: the hash of that event; null while it runs.';
comment on column axis_rollout_run.request is 'What was asked, reason included; null where the numbers of tiers say it.';
comment on column axis_rollout_run.start_event is 'Place of the start in the chain of events, from 1 without gaps.';
comment on column axis_rollout_run.end_event is 'Place of the end in the chain of events; null while it runs.';
comment on column axis_rollout_run.end_previous_hash is 'Hash of the event before the end.';
comment on index axis_rollout_run_lifecycle_idx is 'Undos of a change of the model, and what took those back.';
comment on index axis_rollout_run_undo_idx is 'What took a repair, accepted numbers or a change of an authority back.';
comment on index axis_rollout_run_change_idx is 'The history of what people changed, newest first.';
comment on index axis_rollout_run_accepted_idx is 'What a verification goes by.';

create function axis_internal.refuse_foreign_ledger_write() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
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
  -- One writer at a time, so that no two events follow the same one; before any row is locked, so that no two writers wait for each other.
  -- The ledger's writers commit at once.
  perform pg_advisory_xact_lock(hashtext('axis_coverage.axis_rollout_run'));
  return null;
end
$function$;

comment on function axis_internal.refuse_foreign_ledger_write() is 'Guard of the run ledger: raises AX003 for everyone but the engine.';

create function axis_internal.keep_ledger_append_only() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
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
language sql stable set search_path = pg_catalog, pg_temp
as $function$
  select encode(sha256(convert_to((jsonb_build_object(
    'previous_hash', run.previous_hash,
    'run_no', run.run_no,
    'id', run.id,
    'part_of', run.part_of,
    'action', run.action,
    'tiers', run.tiers,
    'requested_by', run.requested_by,
    'started_at', run.started_at at time zone 'UTC',
    'ratified_apr', run.ratified_apr,
    'profile_sha256', run.profile_sha256,
    'start_event', run.start_event
  )
  || case when run.request is null then '{}'::jsonb else jsonb_build_object('request', run.request) end)::text, 'UTF8')), 'hex')
$function$;

comment on function axis_internal.hash_run_start(axis_rollout_run) is 'Hash of what a run recorded at its start, and of the run before it.';

create function axis_internal.hash_run_end(run axis_rollout_run) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $function$
  select encode(sha256(convert_to(jsonb_build_object(
    'start_hash', run.start_hash,
    'status', run.status,
    'finished_at', run.finished_at at time zone 'UTC',
    'result', run.result,
    'error', run.error,
    'end_event', run.end_event,
    'previous_hash', run.end_previous_hash
  )::text, 'UTF8')), 'hex')
$function$;

comment on function axis_internal.hash_run_end(axis_rollout_run) is 'Hash of what a run recorded at its end, and of its start.';

do $block$
begin
  execute format($create$
    create function axis_internal.ledger_head(out event bigint, out hash text)
    language plpgsql stable set search_path = pg_catalog, pg_temp
    as $function$
    begin
      select recorded.event, recorded.hash into event, hash
      from (
        select start_event as event, start_hash as hash from %1$I.axis_rollout_run
        union all
        select end_event, end_hash from %1$I.axis_rollout_run where end_event is not null
      ) as recorded
      order by event desc
      limit 1;
      if not found then
        event := 0;
      end if;
    end
    $function$
  $create$, current_schema());

  execute format($create$
    create function axis_internal.chain_run() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $function$
    declare
      last_event bigint;
      last_hash text;
    begin
      select event, hash into last_event, last_hash from axis_internal.ledger_head();
      if tg_op = 'INSERT' then
        select coalesce(max(run_no), 0) + 1 into new.run_no from %1$I.axis_rollout_run;
        new.start_event := last_event + 1;
        new.previous_hash := last_hash;
        new.start_hash := axis_internal.hash_run_start(new);
        last_event := new.start_event;
        last_hash := new.start_hash;
      end if;
      if new.status = 'running' then
        new.end_event := null;
        new.end_previous_hash := null;
        new.end_hash := null;
      else
        new.end_event := last_event + 1;
        new.end_previous_hash := last_hash;
        new.end_hash := axis_internal.hash_run_end(new);
      end if;
      return new;
    end
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.ledger_head() is
  'The newest event of the ledger and its hash; 0 and null where there is none.';
comment on function axis_internal.chain_run() is 'Numbers a run, and chains its start and its end to the event before by hash.';

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
