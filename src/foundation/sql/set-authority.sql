-- What people change of an authority. Its code never does.
update governance_registry as authority
set name = :'name', status = :'status'
where authority.code = :'code'
returning to_jsonb(authority) as row;
