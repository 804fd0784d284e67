-- What others made that depends on relations of the foundation, e.g. a view, or the foreign key of a field that leads there.
with made as (
  select class.oid
  from pg_class as class
  where class.relnamespace = current_schema()::text::regnamespace
    and class.relname in (select jsonb_array_elements_text(:'names'::jsonb))
)
select distinct on (object) object
from (
  select pg_constraint.conrelid::regclass::text || '.' || pg_constraint.conname as object
  from pg_constraint
  where pg_constraint.contype = 'f'
    and pg_constraint.confrelid in (select oid from made)
    and pg_constraint.conrelid not in (select oid from made)
    and pg_constraint.conrelid <> 'axis_internal.authority_link'::regclass
  union all
  select pg_rewrite.ev_class::regclass::text
  from pg_depend
  join pg_rewrite on pg_rewrite.oid = pg_depend.objid
  where pg_depend.classid = 'pg_rewrite'::regclass
    and pg_depend.refclassid = 'pg_class'::regclass
    and pg_depend.refobjid in (select oid from made)
    and pg_rewrite.ev_class not in (select oid from made)
) as dependent
order by object;
