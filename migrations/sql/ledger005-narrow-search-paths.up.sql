-- The ledger's functions run with the rights of whoever writes it, the owner of the axis tables included, and no longer look for anything in
-- Directus' schema: who may create functions there could have put a convert_to(text, text) in front of PostgreSQL's own, which takes a name.
-- The ledger is named by its schema. No row is changed, and every hash is what it was.
alter function axis_internal.refuse_foreign_ledger_write() set search_path = pg_catalog, pg_temp;
alter function axis_internal.keep_ledger_append_only() set search_path = pg_catalog, pg_temp;
alter function axis_internal.hash_run_start(axis_rollout_run) set search_path = pg_catalog, pg_temp;
alter function axis_internal.hash_run_end(axis_rollout_run) set search_path = pg_catalog, pg_temp;

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
