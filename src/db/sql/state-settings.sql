-- What every transaction of ours relies on, stated to its end: a role, a database, a pooler or an earlier user of the connection may have set all of it.
-- It is the first statement, with the owner's rights too: nothing can stand in for what it calls.
-- Names resolve in one schema, the host's own, pg_temp last: a temporary table must not stand in for os_proposal_approvals. Functions made here keep it.
select
  pg_catalog.set_config(
    'search_path',
    coalesce(
      (
        select pg_catalog.quote_ident(nspname)
        from pg_catalog.unnest(pg_catalog.string_to_array(:'schemas', ',')) with ordinality as configured (name, position)
        join pg_catalog.pg_namespace on nspname = configured.name and pg_catalog.has_schema_privilege(pg_namespace.oid, 'usage')
        order by configured.position
        limit 1
      ),
      pg_catalog.quote_ident(pg_catalog.current_schema())
    ) || ', pg_temp',
    true
  ),
  -- How values come as text: the driver reads ISO dates alone.
  pg_catalog.set_config('datestyle', 'ISO, MDY', true),
  pg_catalog.set_config('intervalstyle', 'postgres', true),
  pg_catalog.set_config('timezone', 'UTC', true),
  pg_catalog.set_config('bytea_output', 'hex', true),
  pg_catalog.set_config('extra_float_digits', '1', true),
  -- How our text is read, and how names are written.
  pg_catalog.set_config('standard_conforming_strings', 'on', true),
  pg_catalog.set_config('transform_null_equals', 'off', true),
  pg_catalog.set_config('array_nulls', 'on', true),
  pg_catalog.set_config('quote_all_identifiers', 'off', true),
  -- It costs more than it saves here.
  pg_catalog.set_config('jit', 'off', true),
  -- Join by hashing wherever it can be done. The planner has no idea of a recursive owner view's rows, which are the base model's and not ours to
  -- write, and none of rows that were just inserted: it takes them for a handful and compares all with all, 37 million pairs at 1,015 objects. To
  -- hash is linear whatever it expects, and costs milliseconds where a loop would have been right.
  pg_catalog.set_config('enable_nestloop', 'off', true),
  pg_catalog.set_config('enable_mergejoin', 'off', true),
  pg_catalog.set_config('lock_timeout', :'lock_timeout', true),
  pg_catalog.set_config('statement_timeout', :'statement_timeout', true),
  pg_catalog.set_config('idle_in_transaction_session_timeout', :'idle_timeout', true),
  -- PostgreSQL 17 and newer.
  case when pg_catalog.current_setting('transaction_timeout', true) is not null then pg_catalog.set_config('transaction_timeout', '0', true) end,
  -- Once its wait is bounded.
  case
    when :'shared_lock'::integer <> 0
    then pg_catalog.pg_advisory_xact_lock_shared(:'lock_namespace'::integer, :'shared_lock'::integer)::pg_catalog.text
  end,
  pg_catalog.current_setting('server_version_num')::integer as version;
