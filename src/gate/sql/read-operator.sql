-- What tells the operator's signatures from others': his e-mail, and the approvals that somebody else created and he never changed.
-- An approval without a creator in the activity log is nobody's: unknown, which counts for nothing.
select
  coalesce((
    select lower(btrim(email, E' \t\r\n')) from directus_users where id = :'operator'::uuid
  ), '') as email,
  coalesce((
    select jsonb_agg(others.item order by others.item)
    from (
      select item
      from directus_activity
      where collection = 'os_proposal_approvals' and action in ('create', 'update', 'revert')
      group by item
      having bool_or(action = 'create' and "user" is not null)
        and not coalesce(bool_or("user" = :'operator'::uuid), false)
    ) as others
  ), '[]')::text as others;
