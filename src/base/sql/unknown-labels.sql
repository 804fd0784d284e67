-- Labels that topics of the profile are mapped to and that are no active code of the taxonomy.
select 'a label of the profile is no active code of the taxonomy' as violation, map.label_code as object
from jsonb_to_recordset(:'profile'::jsonb #> '{topic,maps}') as map (label_code text)
where not exists (select from taxonomy where taxonomy.code = map.label_code and taxonomy.status = 'active')
group by map.label_code
order by map.label_code;
