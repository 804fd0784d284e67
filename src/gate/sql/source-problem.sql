-- What of a source cannot be used; both null where it can.
select found.problem, found.detail
from axis_internal.source_problem(:'source_table', :'source_filter'::jsonb) as found;
