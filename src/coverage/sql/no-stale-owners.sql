-- A structure that an older build made does not know who is gone.
stale as (
  select null::text as axis_code, null::text as object_type, null::text as object_ref, null::text as value_code, null::text as owner_gov_code
  where false
),
stale_cell as (
  select null::text as axis_code, 0::bigint as cells
  where false
)
