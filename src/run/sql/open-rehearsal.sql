-- Names this transaction as a rehearsal: the guard lets its writes pass and fails its COMMIT.
select set_config('axis.rehearsal', pg_current_xact_id()::text, true);
