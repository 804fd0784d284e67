-- Names this transaction as the engine's, which the ledger's guard asks for. Ends with the transaction.
select set_config('axis.ledger_writer', pg_current_xact_id()::text, true);
