-- Sequences of the host's schema with the number each gave last; null: none yet.
select sequencename as name, last_value::text as last_value
from pg_sequences
where schemaname = current_schema()
order by sequencename;
