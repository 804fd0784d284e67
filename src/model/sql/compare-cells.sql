-- What differs between the cells kept before and after.
with before as (
  select object_type, object_ref, value_code, owners, waived from pg_temp.axis_cell where moment = 'before'
),
after as (
  select object_type, object_ref, value_code, owners, waived from pg_temp.axis_cell where moment = 'after'
),
compared as (
  select
    coalesce(before.object_type, after.object_type) as object_type,
    coalesce(before.object_ref, after.object_ref) as object_ref,
    before.object_type is null as added,
    after.object_type is null as removed,
    cardinality(before.owners) = 0 and not before.waived as was_gap,
    cardinality(after.owners) = 0 and not after.waived as is_gap,
    after.owners
  from before
  full join after
    on after.object_type = before.object_type and after.object_ref = before.object_ref and after.value_code = before.value_code
),
owner as (
  select owner_gov_code, count(*) as cells
  from compared
  cross join lateral unnest(owners) as owner (owner_gov_code)
  where added
  group by owner_gov_code
),
unowned as (
  select object_type, object_ref, count(*) as cells
  from compared
  where is_gap and was_gap is not true
  group by object_type, object_ref
)
select
  (select count(*) from compared where added) as cells_added,
  (select count(*) from compared where removed) as cells_removed,
  (select count(*) from compared where is_gap and was_gap is not true) as gaps_added,
  (select count(*) from compared where was_gap and is_gap is not true) as gaps_removed,
  (select coalesce(jsonb_agg(owner order by cells desc, owner_gov_code), '[]') from owner) as owners,
  (
    select coalesce(jsonb_agg(first order by object_type, object_ref), '[]')
    from (select object_type, object_ref, cells from unowned order by object_type, object_ref limit 100) as first
  ) as objects_without_owner,
  (select count(*) from unowned) as objects_without_owner_count;
