-- An authority, unless its code is taken.
insert into governance_registry (code, name)
values (:'code', :'name')
on conflict (code) do nothing
returning code;
