-- The source of the ratification that holds here, for a profile that names :'ratification_source' or nothing.
select source.source_table, source.source_filter
from axis_internal.ratification_source(nullif(:'ratification_source'::text, ''::text)::jsonb) as source
