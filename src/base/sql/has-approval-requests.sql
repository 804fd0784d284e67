-- Whether there are approval requests to look a code up in.
select exists (
  select
  from pg_attribute
  where attrelid = to_regclass('approval_requests')
    and attname = 'code'
    and not attisdropped
    and has_table_privilege(attrelid, 'select')
) as present;
