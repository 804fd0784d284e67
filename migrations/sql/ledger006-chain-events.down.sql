-- The ledger is dropped with its history by ledger001; only the uninstaller does that. Hashes of runs that were chained as events then no longer
-- check. The functions must not name the columns by then.
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
  return null;
end
$function$;

do $block$
begin
  execute format($create$
    create or replace function axis_internal.chain_run() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $function$
    declare
      previous %1$I.axis_rollout_run;
    begin
      if tg_op = 'INSERT' then
        -- One insert at a time, so that no two runs follow the same one. The ledger's writers commit at once.
        perform pg_advisory_xact_lock(hashtext('axis_coverage.axis_rollout_run'));
        select * into previous from %1$I.axis_rollout_run order by run_no desc limit 1;
        new.run_no := coalesce(previous.run_no, 0) + 1;
        new.previous_hash := coalesce(previous.end_hash, previous.start_hash);
        new.start_hash := axis_internal.hash_run_start(new);
      end if;
      new.end_hash := case when new.status <> 'running' then axis_internal.hash_run_end(new) end;
      return new;
    end
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.chain_run() is 'Numbers a run and chains it to the one before by hash.';

drop function axis_internal.ledger_head();
drop function axis_internal.hash_before_events();

create or replace function axis_internal.hash_run_end(run axis_rollout_run) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $function$
  select encode(sha256(convert_to(jsonb_build_object(
    'start_hash', run.start_hash,
    'status', run.status,
    'finished_at', run.finished_at at time zone 'UTC',
    'result', run.result,
    'error', run.error
  )::text, 'UTF8')), 'hex')
$function$;

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
  ) || case when run.request is null then '{}'::jsonb else jsonb_build_object('request', run.request) end)::text, 'UTF8')), 'hex')
$function$;

alter table axis_rollout_run
  drop constraint axis_rollout_run_end_event_check,
  drop column end_previous_hash,
  drop column end_event,
  drop column start_event;

comment on column axis_rollout_run.previous_hash is 'Hash of the run before it: its end_hash, or its start_hash while that still ran; null for the first.';
comment on column axis_rollout_run.start_hash is 'SHA-256 over what was recorded at the start and previous_hash, hex.';
comment on column axis_rollout_run.end_hash is 'SHA-256 over start_hash and what was recorded at the end, hex; null while it runs.';
