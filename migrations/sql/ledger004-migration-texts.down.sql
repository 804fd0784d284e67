-- Texts of migrations are no longer kept.
drop table axis_internal.migration_text;
