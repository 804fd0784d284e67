-- Whether each relation is there, may be read, and has each of the columns as text.
select bool_and(
  to_regclass(quote_ident(needed.name)) is not null
  and coalesce(has_table_privilege(to_regclass(quote_ident(needed.name)), 'select'), false)
  and not exists (
    select
    from jsonb_array_elements_text(needed.columns) as named (name)
    where not exists (
      select
      from pg_attribute as attribute
      join pg_type as type on type.oid = attribute.atttypid
      where attribute.attrelid = to_regclass(quote_ident(needed.name))
        and attribute.attname = named.name
        and not attribute.attisdropped
        and type.typcategory = 'S'
    )
  )
) as readable
from jsonb_to_recordset(:'relations'::jsonb) as needed (name text, columns jsonb);
