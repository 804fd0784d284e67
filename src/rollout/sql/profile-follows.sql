-- Whether the profile names the source that the policy holds, or none.
select found.problem is null as follows
from axis_internal.ratification_source(nullif(:'ratification_source'::text, ''::text)::jsonb) as found;
