select name, sha256 from axis_internal.migration_text order by name;
