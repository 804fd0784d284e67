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
