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
          when 'gate_missing' then 'The functions in axis_internal that read the approvals do not exist: the extension never started here.'
          when 'policy_missing' then 'The policy of the guard, the row of axis_internal.gate_policy, is gone or cannot be read.'
          when 'approvals_no_table' then format('%s is no ordinary table, or an index, a check or statistics of it call functions that are not PostgreSQL''s own.', :'source_table')
          when 'source_filter' then format('The filter of the ratification cannot be asked of %s: %s.', :'source_table', :'axis_gate_detail')
          when 'source_not_of_people' then format('%s is a table of Directus, of the base model or of this extension, and nobody ratifies there.', :'source_table')
          when 'source_elsewhere' then format('The profile reads the ratification from elsewhere than the policy of this database: %s %s.', :'source_table', :'axis_source_filter')
          else format('%s does not exist or cannot be read.', :'source_table')
        end,
        'remedy', case :'axis_gate_problem'
          when 'gate_missing' then 'Start Directus with the extension; 99_run_all.sql makes them as well.'
          when 'policy_missing' then 'Roll tier 1 back and apply it again, or let the owner of axis_internal insert the row.'
          when 'approvals_no_table' then 'Make it a table of its own again: no view, foreign table, part or whole of a hierarchy.'
          when 'source_filter' then 'Compare columns that the table has with values of their type (ratification.source.filter of the profile).'
          when 'source_not_of_people' then 'Name a table that people sign in (ratification.source of the profile).'
          when 'source_elsewhere' then 'Write a packet with a profile that names what the policy names, or nothing (ratification.source).'
          else 'Create it or grant SELECT on it; then let a person ratify.'
        end
      ) end,
      case when nullif(:'axis_approvals', '')::bigint < :'ratification_minimum'::bigint then jsonb_build_object(
        'code', 'ratification',
        'message', format('%s holds %s of %s approvals.', :'source_table', :'axis_approvals', :'ratification_minimum'),
        'remedy', format('A person must ratify the rollout by creating an item in %s. Nothing in this packet does.', :'source_table')
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
select :'axis_gate_problem' = 'source_elsewhere' as axis_elsewhere \gset
\if :axis_elsewhere
do $refuse$
begin
  raise exception using errcode = 'AX004', message = 'AXIS_SOURCE_ELSEWHERE: BLOCKED. The profile and the policy of this database name different sources. Nothing was changed.';
end
$refuse$;
\else
do $refuse$
begin
  raise exception using errcode = 'AX001', message = 'AXIS_GATE_CLOSED: BLOCKED. The gate is shut. Nothing was changed.';
end
$refuse$;
\endif
\endif
