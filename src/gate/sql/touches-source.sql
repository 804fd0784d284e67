-- Whether a write touches rows that a source means. Without keys it is a creation, without given values a deletion.
select axis_internal.touches_source(
  :'source_table'::text,
  :'source_filter'::jsonb,
  :'key'::text,
  nullif(:'keys'::text, ''::text)::jsonb,
  nullif(:'given'::text, ''::text)::jsonb,
  :'unsure'::jsonb
) as touched
