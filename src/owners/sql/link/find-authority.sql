-- The authority, of any status, and what it is linked to.
select link.directus_role, link.directus_user
from :"authorities" as authority
left join axis_internal.authority_link as link on link.authority_code = authority.code
where authority.code = :'authority_code';
