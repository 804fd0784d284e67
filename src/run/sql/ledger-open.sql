-- Names this transaction as the engine's, which the ledger's guard asks for. Ends with the transaction.
select pg_catalog.set_config('axis.ledger_writer'::text, pg_catalog.pg_current_xact_id()::text, true);
