-- Fields that a permission to update a collection may set by itself, whoever holds it.
select distinct preset.field::text as field
from :"host_schema".directus_permissions as permission
cross join lateral pg_catalog.json_object_keys(
  case when pg_catalog.json_typeof(permission.presets::json) = 'object'::text then permission.presets::json else '{}'::json end
) as preset (field)
where permission.collection::text = :'collection'::text
  and permission.action::text = 'update'::text
order by field
