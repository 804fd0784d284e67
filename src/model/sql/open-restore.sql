-- Names this transaction as one that puts rows back as they were, changed_at included. Opens no gate. Ends with the transaction.
select set_config('axis.restore', pg_current_xact_id()::text, true);
