-- What every transaction of ours relies on, stated to its end: a role, a database, a pooler or an earlier user of the connection may have set all of it.
-- Names resolve in one schema, the host's own, pg_temp last: a temporary table must not stand in for os_proposal_approvals. Functions made here keep it.
select
  set_config(
    'search_path',
    coalesce(
      (
        select quote_ident(nspname)
        from unnest(string_to_array(:'schemas', ',')) with ordinality as configured (name, position)
        join pg_namespace on nspname = configured.name and has_schema_privilege(pg_namespace.oid, 'usage')
        order by configured.position
        limit 1
      ),
      quote_ident(current_schema())
    ) || ', pg_temp',
    true
  ),
  -- How values come as text: the driver reads ISO dates alone.
  set_config('datestyle', 'ISO, MDY', true),
  set_config('intervalstyle', 'postgres', true),
  set_config('timezone', 'UTC', true),
  set_config('bytea_output', 'hex', true),
  set_config('extra_float_digits', '1', true),
  -- How our text is read, and how names are written.
  set_config('standard_conforming_strings', 'on', true),
  set_config('transform_null_equals', 'off', true),
  set_config('array_nulls', 'on', true),
  set_config('quote_all_identifiers', 'off', true),
  -- It costs more than it saves here.
  set_config('jit', 'off', true),
  set_config('lock_timeout', :'lock_timeout', true),
  set_config('statement_timeout', :'statement_timeout', true),
  set_config('idle_in_transaction_session_timeout', :'idle_timeout', true),
  -- PostgreSQL 17 and newer.
  case when current_setting('transaction_timeout', true) is not null then set_config('transaction_timeout', '0', true) end,
  current_setting('server_version_num')::integer as version;
