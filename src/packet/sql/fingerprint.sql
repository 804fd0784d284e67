-- The engine's fingerprint: the catalog, and the rows of the tables that a rollout may write.
create or replace function pg_temp.axis_fingerprint(catalog_digest text, tables text[]) returns text
language plpgsql
as $function$
declare
  written text;
  line text;
  content text := catalog_digest;
begin
  foreach written in array tables loop
    continue when to_regclass(quote_ident(written)) is null;
    execute format(
      'select concat_ws('' '', %L::text, count(*), encode(sha256(convert_to(coalesce(string_agg(item::text, chr(10) order by item::text), ''''), ''UTF8'')), ''hex'')) from %I as item',
      written, written
    ) into line;
    content := content || line;
  end loop;
  return encode(sha256(convert_to(content, 'UTF8')), 'hex');
end
$function$;

-- Of each of those tables the number of its rows and a short hash, as the engine records them.
create or replace function pg_temp.axis_row_parts(tables text[]) returns jsonb
language plpgsql
as $function$
declare
  written text;
  line jsonb;
  parts jsonb := '{}';
begin
  foreach written in array tables loop
    continue when to_regclass(quote_ident(written)) is null;
    execute format(
      'select jsonb_build_object(''count'', count(*), ''digest'', left(encode(sha256(convert_to(coalesce(string_agg(item::text, chr(10) order by item::text), ''''), ''UTF8'')), ''hex''), 16)) from %I as item',
      written
    ) into line;
    parts := parts || jsonb_build_object(written, line);
  end loop;
  return parts;
end
$function$;
