-- The predicate of axis003 again.
create or replace function axis_internal.gate_is_open() returns boolean
language plpgsql security definer set search_path from current
as $function$
declare
  minimum integer;
  approvals integer;
begin
  select policy.minimum_approvals into strict minimum from axis_internal.gate_policy as policy;
  -- The rows relied on are locked to the end of the transaction: who deletes an approval waits for us, or we for him.
  perform 1 from os_proposal_approvals limit minimum for share;
  get diagnostics approvals = row_count;
  return approvals >= minimum;
exception
  -- Missing, unreadable or unknown means shut.
  when others then return false;
end
$function$;

comment on function axis_internal.gate_is_open() is
  'The gate predicate: os_proposal_approvals holds at least gate_policy.minimum_approvals rows. Locks the rows it counts. False on any error.';

comment on column axis_internal.gate_policy.minimum_approvals is 'Least number of rows in os_proposal_approvals, at least 1; from the profile.';

alter table axis_internal.gate_policy
  drop column agreement,
  drop column distinct_signers;
