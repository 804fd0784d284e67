-- What tells the operator's signatures from others': their own address, and who created the approvals that they never touched.
-- An approval is nobody's where the activity log holds no creation of it by a user, more than one, or a deletion: the row that stands there now is not
-- the one that was signed. Nobody's counts for nothing. The log is the only witness: whoever can write it can name anyone.
select
  coalesce((
    select signing.signer
    from :"host_schema".directus_users as operator
    cross join lateral (select operator.email::text as address) as raw
    cross join lateral (
/* signer.sql */
    ) as signing
    where operator.id = :'operator'::uuid
  ), ''::text) as email,
  coalesce((
    select pg_catalog.jsonb_object_agg(others.item, others.creator)
    from (
      select
        activity.item::text as item,
        pg_catalog.min(activity."user"::text) filter (where activity.action::text = 'create'::text) as creator
      from :"host_schema".directus_activity as activity
      where activity.collection::text = 'os_proposal_approvals'::text
        and activity.action::text in ('create'::text, 'update'::text, 'revert'::text, 'delete'::text)
      group by activity.item
      having pg_catalog.count(*) filter (where activity.action::text = 'create'::text) = 1
        and not pg_catalog.bool_or(activity.action::text = 'delete'::text)
        and not coalesce(pg_catalog.bool_or(activity."user" = :'operator'::uuid), false)
    ) as others
    where others.creator is not null
  ), '{}'::jsonb)::text as others;
