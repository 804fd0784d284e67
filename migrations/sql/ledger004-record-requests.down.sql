-- The ledger is dropped with its history by ledger001; only the uninstaller does that. The function must not name the column by then.
create or replace function axis_internal.hash_run_start(run axis_rollout_run) returns text
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

drop index axis_rollout_run_lifecycle_idx;
alter table axis_rollout_run drop column request;
