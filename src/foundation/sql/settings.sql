-- What Directus holds about the foundation's tables, once somebody registered one in the data model or granted it. Directus' own tables: asked with its
-- rights.
with made as (
  select name from jsonb_array_elements_text(:'names'::jsonb) as named (name)
),
held as (
  select 'directus_collections' as object, collection::text as about from directus_collections
  union all
  select 'directus_fields', collection::text from directus_fields
  union all
  select 'directus_permissions', collection::text from directus_permissions
  union all
  select 'directus_presets', collection::text from directus_presets
  union all
  select
    'directus_relations',
    case when many_collection::text in (select name from made) then many_collection::text else one_collection::text end
  from directus_relations
)
select held.object, held.about, count(*) as rows
from held
join made on made.name = held.about
group by held.object, held.about
order by held.about, held.object;
