-- Which of these tables are there, and whether this role may act as the owner of one of them. Superusers may.
select
  count(class.oid) as present,
  coalesce(bool_or(pg_has_role(class.relowner, 'usage')), false) as owned
from jsonb_array_elements_text(:'tables'::jsonb) as wanted (name)
left join pg_class as class on class.oid = to_regclass(quote_ident(wanted.name));
