-- The row of this bundle. The folder is the operator's choice, the entries' names are ours.
select coalesce(bundle, id)::text as id
from directus_extensions
where folder = 'axis-gate'
order by bundle is null
limit 1;
