-- The hash of the newest event, and whether one that somebody kept is still a hash of the ledger.
select
  head.hash as head,
  :'kept' = head.hash or exists (
    select from axis_rollout_run as run
    where :'kept' in (run.start_hash, run.end_hash, run.previous_hash, run.end_previous_hash)
  ) as found
from axis_internal.ledger_head() as head;
