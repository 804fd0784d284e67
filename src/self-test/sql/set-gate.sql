-- The gate of this transaction: 'shut' simulates one that nobody ratified, '' takes it as it is. Ends a rehearsal, so that the guard is asked.
select set_config('axis.gate', :'gate', true), set_config('axis.rehearsal', '', true);
