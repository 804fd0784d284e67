insert into axis_internal.migration_text (name, sha256)
select name, sha256 from pg_catalog.jsonb_to_recordset(:'texts'::jsonb) as given (name text, sha256 text)
order by name
on conflict (name) do update set sha256 = excluded.sha256 where migration_text.sha256 <> excluded.sha256;
