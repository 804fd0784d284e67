-- Missing, unreadable or unknown means shut.
\set axis_approvals ''
\set axis_simulated false
select
  case
    when to_regclass(format('%I.os_proposal_approvals', :'host_schema')) is null then 'approvals_missing'
    when not has_table_privilege(to_regclass(format('%I.os_proposal_approvals', :'host_schema')), 'select') then 'approvals_unreadable'
    else ''
  end as axis_gate_problem
\gset
select :'axis_gate_problem' = '' as axis_gate_readable \gset
