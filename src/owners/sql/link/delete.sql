-- Nobody stands behind the authority any more.
delete from axis_internal.authority_link where authority_code = :'authority_code';
