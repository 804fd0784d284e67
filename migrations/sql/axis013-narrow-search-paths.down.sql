-- The search path of axis003 and the predicate of axis012 again.
do $block$
begin
  execute format('alter function axis_internal.refuse_while_gate_shut() set search_path = %s', current_setting('search_path'));
end
$block$;

create or replace function axis_internal.gate_is_open() returns boolean
language plpgsql security definer set search_path from current
as $function$
declare
  minimum integer;
  needs_agreement boolean;
  by_signer boolean;
  approvals bigint;
begin
  -- A session may say that the gate is shut, for itself; nothing that it says opens it.
  if current_setting('axis.gate', true) = 'shut' then
    return false;
  end if;

  select policy.minimum_approvals, policy.agreement, policy.distinct_signers into strict minimum, needs_agreement, by_signer
  from axis_internal.gate_policy as policy;

  -- The rows relied on are locked to the end of the transaction: who deletes or changes an approval waits for us, or we for him.
  -- Columns are read through jsonb: the table is not ours, and a missing column is unknown, which counts for nothing.
  select case when by_signer then count(distinct relied_on.signer) else count(*) end into approvals
  from (
    select nullif(lower(btrim(to_jsonb(approval) ->> 'email', E' \t\r\n')), '') as signer
    from os_proposal_approvals as approval
    where not needs_agreement or to_jsonb(approval) -> 'esignature_agreement' = 'true'::jsonb
    limit case when by_signer then null else minimum end
    for share
  ) as relied_on;
  return approvals >= minimum;
exception
  -- Missing, unreadable or unknown means shut.
  when others then return false;
end
$function$;
