-- Migrations that were taken back keep no text.
delete from axis_internal.migration_text where name in (select pg_catalog.jsonb_array_elements_text(:'names'::jsonb));
