-- Takes the registration of the foundation's tables back, as Directus does when it deletes a collection: else each would stay behind as a folder, and its
-- permissions and relations would fit whatever is called so next. Directus' own tables: asked with its rights.
with made as (
  select name from jsonb_array_elements_text(:'names'::jsonb) as named (name)
),
fields as (
  delete from directus_fields where collection in (select name from made)
),
permissions as (
  delete from directus_permissions where collection in (select name from made)
),
presets as (
  delete from directus_presets where collection in (select name from made)
),
relations as (
  delete from directus_relations
  where many_collection in (select name from made) or one_collection in (select name from made)
),
-- Collections that somebody put below one of them move to the top.
children as (
  update directus_collections set "group" = null
  where "group" in (select name from made) and collection not in (select name from made)
)
delete from directus_collections where collection in (select name from made);
