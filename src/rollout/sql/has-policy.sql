-- Whether tier 1 made the policy of the gate.
select to_regclass('axis_internal.gate_policy') is not null as present;
