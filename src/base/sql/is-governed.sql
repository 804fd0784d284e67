-- Whether this database has to do with axes: an axis table, or one of the views of the base model that they are computed from.
select exists (
  select 1
  from jsonb_array_elements_text(:'names'::jsonb) as name
  where pg_catalog.to_regclass(pg_catalog.quote_ident(name)) is not null
) as governed;
