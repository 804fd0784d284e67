-- Whether one of these rows is this bundle or an entry of it. The folder is the operator's choice, the entries' names are ours.
select true as ours
from :"host_schema".directus_extensions as extension
join :"host_schema".directus_extensions as entry on entry.bundle = coalesce(extension.bundle, extension.id)
where extension.id in (select value::uuid from jsonb_array_elements_text(:'ids'::jsonb) as value)
  and entry.folder = 'axis-gate'
limit 1;
