-- Moves forward only: a stale or repeated call changes nothing and gets no row back.
insert into gov_worker_cursor as cursor (name, watermark, position, updated_at, updated_by)
values (:'name', :'watermark'::timestamptz, :'position'::bigint, clock_timestamp(), :'actor')
on conflict (name) do update
set
  watermark = excluded.watermark,
  position = excluded.position,
  updated_at = excluded.updated_at,
  updated_by = excluded.updated_by
where (excluded.watermark, excluded.position) > (cursor.watermark, cursor.position)
returning name;
