-- Which of the relations exist, in the order that they were named in.
select relation.place, relation.name
from jsonb_array_elements_text(:'relations'::jsonb) with ordinality as relation (name, place)
where to_regclass(quote_ident(relation.name)) is not null
order by relation.place;
