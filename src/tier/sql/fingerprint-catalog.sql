-- What the schema holds, as one hash, and as a short one of each relation and function: Directus' own tables and the run ledger aside.
with ours as (
  select oid, relname, relkind, relowner, relacl
  from pg_class
  where relnamespace = current_schema()::text::regnamespace
    and relkind in ('r', 'v')
    and relname not like 'directus\_%'
    and relname <> 'axis_rollout_run'
),
object as (
  select relname::text as whole, 'relation' as kind, relname::text as name,
    concat_ws(' ', relkind, pg_get_userbyid(relowner), relacl::text, case when relkind = 'v' then pg_get_viewdef(oid) end,
      obj_description(oid, 'pg_class')) as detail
  from ours
  union all
  select ours.relname::text, 'column', concat_ws('.', ours.relname, attribute.attname),
    concat_ws(' ', attribute.attnum, format_type(attribute.atttypid, attribute.atttypmod), attribute.attnotnull,
      pg_get_expr(preset.adbin, preset.adrelid), col_description(ours.oid, attribute.attnum))
  from ours
  join pg_attribute as attribute on attribute.attrelid = ours.oid and attribute.attnum > 0 and not attribute.attisdropped
  left join pg_attrdef as preset on preset.adrelid = ours.oid and preset.adnum = attribute.attnum
  union all
  select ours.relname::text, 'constraint', concat_ws('.', ours.relname, rule.conname), pg_get_constraintdef(rule.oid)
  from ours
  join pg_constraint as rule on rule.conrelid = ours.oid
  union all
  select ours.relname::text, 'index', concat_ws('.', ours.relname, entry.indexrelid::regclass::text), pg_get_indexdef(entry.indexrelid)
  from ours
  join pg_index as entry on entry.indrelid = ours.oid
  union all
  select ours.relname::text, 'trigger', concat_ws('.', ours.relname, watch.tgname), concat_ws(' ', pg_get_triggerdef(watch.oid), watch.tgenabled)
  from ours
  join pg_trigger as watch on watch.tgrelid = ours.oid and not watch.tgisinternal
  union all
  select oid::regprocedure::text, 'function', oid::regprocedure::text, md5(pg_get_functiondef(oid))
  from pg_proc
  where pronamespace = current_schema()::text::regnamespace and prokind = 'f'
)
select
  encode(sha256(convert_to(string_agg(concat_ws(' | ', kind, name, detail), E'\n' order by kind, name, detail), 'UTF8')), 'hex') as digest,
  (
    select jsonb_object_agg(part.whole, part.digest)
    from (
      select whole, left(encode(sha256(convert_to(string_agg(concat_ws(' | ', kind, name, detail), E'\n' order by kind, name, detail), 'UTF8')), 'hex'), 16) as digest
      from object
      group by whole
    ) as part
  ) as objects
from object;
