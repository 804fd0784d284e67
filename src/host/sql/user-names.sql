-- What Directus' users are called: their name, else their e-mail.
select id, name
from (
  select id::text as id, coalesce(nullif(btrim(concat_ws(' ', first_name, last_name)), ''), email) as name
  from :"host_schema".directus_users
) as person
where name is not null
  and id in (select jsonb_array_elements_text(:'ids'::jsonb))
order by id;
