-- What tells the operator's signatures from others': their own address, and who created the approvals that they never touched.
-- An approval is nobody's where the activity log holds no creation of it by a user, more than one, or a deletion: the row that stands there now is not
-- the one that was signed. Nobody's counts for nothing. The log is the only witness: whoever can write it can name anyone.
-- The log spells an item as the request did: a key in capitals, with blanks or with zeros in front is the same item to the database, and so it is
-- here. A number in another base (0x1f) could be any: where the log holds one, no item whose key is a number is anybody's.
select
  coalesce((
    select axis_internal.signer_of(operator.email::text)
    from :"host_schema".directus_users as operator
    where operator.id = :'operator'::uuid
  ), ''::text) as email,
  coalesce((
    select pg_catalog.jsonb_object_agg(others.item, others.creator)
    from (
      select
        pg_catalog.min(history.item) filter (where history.action = 'create'::text) as item,
        pg_catalog.min(history.actor::text) filter (where history.action = 'create'::text) as creator
      from (
        select
          activity.item::text as item,
          activity.action::text as action,
          activity."user" as actor,
          pg_catalog.regexp_replace(
            pg_catalog.regexp_replace(pg_catalog.lower(activity.item::text collate pg_catalog."C"), E'[\\s_{}-]'::text, ''::text, 'g'::text),
            '^[+]?0*(?=[0-9])'::text,
            ''::text
          ) as key,
          pg_catalog.bool_or(activity.item::text ~* E'^\\s*[+-]?0[xob][0-9a-f_]+\\s*$'::text) over () as in_another_base
        from :"host_schema".directus_activity as activity
        where activity.collection::text = (
            select source.source_table from axis_internal.ratification_source(nullif(:'ratification_source'::text, ''::text)::jsonb) as source
          )
          and activity.action::text in ('create'::text, 'update'::text, 'revert'::text, 'delete'::text)
      ) as history
      group by history.key
      having pg_catalog.count(*) filter (where history.action = 'create'::text) = 1
        and not pg_catalog.bool_or(history.action = 'delete'::text)
        and not coalesce(pg_catalog.bool_or(history.actor = :'operator'::uuid), false)
        and not (history.key ~ '^[0-9]+$'::text and pg_catalog.bool_or(history.in_another_base))
    ) as others
    where others.creator is not null
  ), '{}'::jsonb)::text as others;
