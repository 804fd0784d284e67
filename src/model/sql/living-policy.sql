-- What the database asks of approvals.
select minimum_approvals as minimum, agreement, distinct_signers, source_table, source_filter
from axis_internal.gate_policy;
