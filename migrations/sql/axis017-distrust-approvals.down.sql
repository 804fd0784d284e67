-- The predicate of axis013 again.
do $block$
begin
  execute format($create$
    create or replace function axis_internal.gate_is_open() returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp
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
        from %I.os_proposal_approvals as approval
        where not needs_agreement or to_jsonb(approval) -> 'esignature_agreement' = 'true'::jsonb
        limit case when by_signer then null else minimum end
        for share
      ) as relied_on;
      return approvals >= minimum;
    exception
      -- Missing, unreadable or unknown means shut.
      when others then return false;
    end
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.gate_is_open() is
  'The gate predicate: os_proposal_approvals holds at least gate_policy.minimum_approvals valid approvals, and axis.gate is not "shut" in this session. Locks the rows it counts. False on any error.';

drop function axis_internal.wrote(xid);
