-- What stands under the names of the base model, and whether this extension made it.
select
  to_regclass('axis_internal.foundation_migrations') is not null as installed,
  coalesce(
    (
      select jsonb_object_agg(named.name, case class.relkind when 'v' then 'view' when 'r' then 'table' when 'p' then 'table' else 'relation' end)
      from jsonb_array_elements_text(:'names'::jsonb) as named (name)
      join pg_class as class on class.relnamespace = current_schema()::text::regnamespace and class.relname = named.name
    ),
    '{}'
  ) as found,
  to_regclass('axis_registry') is not null as rolled_out;
