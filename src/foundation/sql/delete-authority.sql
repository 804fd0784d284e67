-- An authority that nobody is linked to; what refers to it otherwise keeps it by a foreign key.
delete from governance_registry as authority
where authority.code = :'code'
  and not exists (select from axis_internal.authority_link as link where link.authority_code = authority.code)
returning authority.code;
