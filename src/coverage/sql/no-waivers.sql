-- As waivers.sql, where an older build made the axis tables and nobody has brought them up to date: there are none.
with waiver as (
  select null::text as object_type, null::text as object_ref, null::text as value_code, null::timestamptz as expires_at where false
)
