-- The limits and the search path of the engine's transactions: names resolve in the host's own schema alone, pg_temp last.
-- Joins are hashed, as in the engine's: the planner knows nothing of recursive owner views and fresh rows, and would compare all with all.
-- Notices of what exists already would drown what matters. Nothing can stand in for what is called here.
begin;
select
  pg_catalog.set_config('jit'::text, 'off'::text, true) as axis_jit,
  pg_catalog.set_config('enable_nestloop'::text, 'off'::text, true) as axis_nestloop,
  pg_catalog.set_config('enable_mergejoin'::text, 'off'::text, true) as axis_mergejoin,
  pg_catalog.set_config('lock_timeout'::text, :'lock_timeout'::text, true) as axis_lock_timeout,
  pg_catalog.set_config('statement_timeout'::text, :'statement_timeout'::text, true) as axis_statement_timeout,
  pg_catalog.set_config('search_path'::text, pg_catalog.quote_ident(pg_catalog.current_schema()::text) || ', pg_temp'::text, true) as axis_search_path,
  pg_catalog.set_config('axis.recorded'::text, pg_catalog.pg_current_xact_id()::text, true) as axis_recorded,
  pg_catalog.set_config('client_min_messages'::text, 'warning'::text, true) as axis_messages
\gset
