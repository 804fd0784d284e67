-- Open findings that are people's to look at.
select count(*)::integer as open
from governance_drift_state as drift
where drift.state = 'open'
  and not exists (
    select from axis_internal.finding_acknowledgement as acknowledged
    where acknowledged.drift_id = drift.id and acknowledged.state = 'in_force'
  );
