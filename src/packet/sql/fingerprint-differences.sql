-- What came, went or changed between the parts of two fingerprints, by name, as the engine tells it; null where the first was not recorded.
create or replace function pg_temp.axis_differences(entry jsonb, exit jsonb) returns jsonb
language sql
as $function$
  select case
    when entry is not null
    then coalesce(
      jsonb_agg(
        jsonb_build_object('object', found.object, 'change', found.change, 'before', found.before, 'after', found.after)
        order by found.part, found.object collate "C"
      ),
      '[]'
    )
  end
  from (
    select
      1 as part,
      object,
      case when was.digest is null then 'added' when stands.digest is null then 'removed' else 'changed' end as change,
      null::bigint as before,
      null::bigint as after
    from jsonb_each_text(entry -> 'objects') as was (object, digest)
    full join jsonb_each_text(exit -> 'objects') as stands (object, digest) using (object)
    where was.digest is distinct from stands.digest
    union all
    select 2, object, 'rows', (was.part ->> 'count')::bigint, (stands.part ->> 'count')::bigint
    from jsonb_each(entry -> 'rows') as was (object, part)
    join jsonb_each(exit -> 'rows') as stands (object, part) using (object)
    where was.part <> stands.part
  ) as found
$function$;
