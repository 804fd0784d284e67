-- An authority, unless its code is taken.
insert into governance_registry as authority (code, name)
values (:'code', :'name')
on conflict (code) do nothing
returning to_jsonb(authority) as row;
