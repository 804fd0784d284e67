select
  jsonb_path_query_array(
    jsonb_build_array(
      case when current_database() <> :'database' then jsonb_build_object(
        'code', 'is_production',
        'message', format('The packet is for the database "%s", and this is "%s".', :'database', current_database()),
        'remedy', 'Connect to the right one, or write a packet with the right profile.'
      ) end,
      case when :'axis_gate_problem' <> '' then jsonb_build_object(
        'code', :'axis_gate_problem',
        'message', case :'axis_gate_problem'
          when 'policy_missing' then 'The policy of the guard, the row of axis_internal.gate_policy, is gone or cannot be read.'
          when 'approvals_no_table' then 'os_proposal_approvals is no ordinary table, or an index, a check or statistics of it call functions that are not PostgreSQL''s own.'
          else 'os_proposal_approvals does not exist or cannot be read.'
        end,
        'remedy', case :'axis_gate_problem'
          when 'policy_missing' then 'Roll tier 1 back and apply it again, or let the owner of axis_internal insert the row.'
          when 'approvals_no_table' then 'Make it a table of its own again: no view, foreign table, part or whole of a hierarchy.'
          else 'Create it (it is part of the base model) or grant SELECT on it; then let a person ratify.'
        end
      ) end,
      case when nullif(:'axis_approvals', '')::bigint < :'ratification_minimum'::bigint then jsonb_build_object(
        'code', 'ratification',
        'message', format('os_proposal_approvals holds %s of %s approvals.', :'axis_approvals', :'ratification_minimum'),
        'remedy', 'A person must ratify the rollout by creating an item in os_proposal_approvals. Nothing in this packet does.'
      ) end,
      case when :'ratification_not_by_operator'::boolean then jsonb_build_object(
        'code', 'operator_unknown',
        'message', 'psql does not know who applies, and approvals of the operator do not count (ratification.not_by_operator).',
        'remedy', 'Apply over HTTP, signed in to Directus as a person: POST /axis/apply.'
      ) end,
      case when :'axis_simulated'::boolean then jsonb_build_object(
        'code', 'gate_simulated',
        'message', 'The gate is simulated shut in this session: axis.gate is "shut".',
        'remedy', 'Reset axis.gate, in the session or wherever it is set for the role or the database.'
      ) end
    ),
    '$[*] ? (@ != null)'
  ) as axis_blockers
\gset
select jsonb_array_length(:'axis_blockers'::jsonb) = 0 as axis_ready \gset
\if :axis_ready
\echo READY
\else
\echo BLOCKED
select blocker.code, blocker.message, blocker.remedy
from jsonb_to_recordset(:'axis_blockers'::jsonb) as blocker (code text, message text, remedy text);
\endif
rollback;
\if :axis_ready
\else
do $refuse$
begin
  raise exception using errcode = 'AX001', message = 'AXIS_GATE_CLOSED: BLOCKED. The gate is shut. Nothing was changed.';
end
$refuse$;
\endif
