-- Shows a table to Directus as a collection; every column that is not named has the host's default, on 11 and 12 alike.
insert into directus_collections (collection, icon, note, accountability)
values (:'ledger', 'history', :'note', null)
on conflict (collection) do nothing;
