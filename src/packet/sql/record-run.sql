-- The run's record, where the extension has its ledger: in the tier's own transaction, so that both commit together.
\if :axis_has_ledger
select set_config('axis.ledger_writer', pg_current_xact_id()::text, true) as axis_ledger_writer \gset
insert into axis_rollout_run (
  action, tiers, status, requested_by, started_at, finished_at, ratified_apr, profile_sha256, result
)
select
  :'axis_action',
  jsonb_build_array(:'axis_tier'::integer),
  'passed',
  :'actor',
  now(),
  clock_timestamp(),
  nullif(:'ratified_apr', ''),
  :'axis_profile_sha256',
  :'axis_facts'::jsonb || jsonb_build_object(
    'packet', true,
    'tiers', jsonb_build_array(jsonb_build_object(
      'tier', :'axis_tier'::integer,
      'name', :'axis_tier_name',
      'status', case :'axis_action' when 'apply' then 'passed' else 'rolled_back' end,
      'deltas', (
        select coalesce(jsonb_agg(jsonb_build_object('object', object, 'before', before, 'after', after) order by position), '[]')
        from pg_temp.axis_delta
      ),
      'checks', (
        select coalesce(jsonb_agg(facts order by part, position), '[]')
        from (
          select 1 as part, position, jsonb_build_object('name', name, 'expected', 0, 'actual', 0, 'ok', true) as facts
          from pg_temp.axis_check
          union all
          select 2, position, jsonb_build_object('name', 'delta_' || object, 'expected', expected, 'actual', after - before, 'ok', true)
          from pg_temp.axis_delta
          where expected is not null
          union all
          select 3, position, jsonb_build_object('name', name, 'expected', coalesce(before, after), 'actual', after, 'ok', true)
          from pg_temp.axis_invariant
        ) as item
      ),
      'violations', '[]'::jsonb,
      'locks', '[]'::jsonb,
      'notes', (select coalesce(jsonb_agg(facts order by position), '[]') from pg_temp.axis_note),
      'deleted', (select coalesce(jsonb_agg(facts order by position), '[]') from pg_temp.axis_deleted),
      'duration_ms', round(extract(epoch from clock_timestamp() - now()) * 1000)
    ))
  );
\endif
