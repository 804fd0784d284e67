-- Authorities that an owner can be chosen from.
select code as owner_gov_code, name as owner_name, count(*) over () as total_count
from :"authorities"
where status = 'active'
order by code
limit :'limit'::integer offset :'offset'::integer;
