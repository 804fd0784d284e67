-- The limits and the search path of the engine's transactions: names resolve in the host's own schema alone, pg_temp last.
-- Notices of what exists already would drown what matters.
begin;
select
  set_config('jit', 'off', true) as axis_jit,
  set_config('lock_timeout', :'lock_timeout', true) as axis_lock_timeout,
  set_config('statement_timeout', :'statement_timeout', true) as axis_statement_timeout,
  set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true) as axis_search_path,
  set_config('client_min_messages', 'warning', true) as axis_messages
\gset
