-- The chain of hashes runs over events, not over runs: the start of a run is one, its end is another, each in its place in the order of time. The end
-- of a run of several steps used to hang on nothing, for the next run followed its start.
-- Runs of before keep the hashes that they have, and are chained as they were; the first event follows a hash over all of them, so that what they
-- recorded can't be altered from now on without breaking it. One that is under way ends in the new way.
-- Lock: AccessExclusive on axis_rollout_run to the end of the transaction; nothing is rewritten.

alter table axis_rollout_run
  add column start_event bigint,
  add column end_event bigint,
  add column end_previous_hash text,
  add constraint axis_rollout_run_start_event_key unique (start_event),
  add constraint axis_rollout_run_end_event_key unique (end_event),
  add constraint axis_rollout_run_end_event_check check ((end_event is null) = (end_previous_hash is null));

comment on column axis_rollout_run.start_event is
  'Place of the start in the chain of events, from 1 without gaps; null for a run that was recorded before there were events.';
comment on column axis_rollout_run.end_event is 'Place of the end in the chain of events; null while it runs, and for one that ended before there were events.';
comment on column axis_rollout_run.end_previous_hash is 'Hash of the event before the end.';
comment on column axis_rollout_run.previous_hash is
  'Hash of the event before the start. Where there are no events: of the run before, its end_hash, or its start_hash while that still ran. Null for the first.';
comment on column axis_rollout_run.start_hash is 'SHA-256 over what was recorded at the start and previous_hash, hex: the hash of that event.';
comment on column axis_rollout_run.end_hash is
  'SHA-256 over start_hash, what was recorded at the end and end_previous_hash, hex: the hash of that event; null while it runs.';

create or replace function axis_internal.hash_run_start(run axis_rollout_run) returns text
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
    'profile_sha256', run.profile_sha256
  )
  || case when run.request is null then '{}'::jsonb else jsonb_build_object('request', run.request) end
  || case when run.start_event is null then '{}'::jsonb else jsonb_build_object('start_event', run.start_event) end)::text, 'UTF8')), 'hex')
$function$;

create or replace function axis_internal.hash_run_end(run axis_rollout_run) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $function$
  select encode(sha256(convert_to((jsonb_build_object(
    'start_hash', run.start_hash,
    'status', run.status,
    'finished_at', run.finished_at at time zone 'UTC',
    'result', run.result,
    'error', run.error
  )
  || case
    when run.end_event is null then '{}'::jsonb
    else jsonb_build_object('end_event', run.end_event, 'previous_hash', run.end_previous_hash)
  end)::text, 'UTF8')), 'hex')
$function$;

do $block$
begin
  execute format($create$
    create function axis_internal.hash_before_events() returns text
    language sql stable set search_path = pg_catalog, pg_temp
    as $function$
      select encode(sha256(convert_to(jsonb_agg(
        jsonb_build_array(run_no, start_hash, case when end_event is null then end_hash end) order by run_no
      )::text, 'UTF8')), 'hex')
      from %1$I.axis_rollout_run
      where start_event is null
    $function$
  $create$, current_schema());

  execute format($create$
    create function axis_internal.ledger_head(out event bigint, out hash text)
    language plpgsql stable set search_path = pg_catalog, pg_temp
    as $function$
    begin
      select recorded.event, recorded.hash into event, hash
      from (
        select start_event as event, start_hash as hash from %1$I.axis_rollout_run where start_event is not null
        union all
        select end_event, end_hash from %1$I.axis_rollout_run where end_event is not null
      ) as recorded
      order by event desc
      limit 1;
      if not found then
        event := 0;
        hash := axis_internal.hash_before_events();
      end if;
    end
    $function$
  $create$, current_schema());

  execute format($create$
    create or replace function axis_internal.chain_run() returns trigger
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

comment on function axis_internal.chain_run() is 'Numbers a run, and chains its start and its end to the event before by hash.';
comment on function axis_internal.hash_before_events() is
  'Hash of what the ledger recorded before there were events: what the first event follows. Null where there was nothing.';
comment on function axis_internal.ledger_head() is
  'The newest event of the ledger and its hash; 0, and the hash of what was before events, where there is none.';

create or replace function axis_internal.refuse_foreign_ledger_write() returns trigger
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
