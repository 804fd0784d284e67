-- Relations of the foundation that this role may not take away: they are another's.
select class.relname::text as object
from pg_class as class
where class.relnamespace = current_schema()::text::regnamespace
  and class.relname in (select jsonb_array_elements_text(:'names'::jsonb))
  and not pg_has_role(class.relowner, 'usage')
order by class.relname;
