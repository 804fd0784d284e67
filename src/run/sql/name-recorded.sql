-- Names this transaction as one that the run ledger records: what becomes active in it is no finding.
select pg_catalog.set_config('axis.recorded'::text, pg_catalog.pg_current_xact_id()::text, true);
