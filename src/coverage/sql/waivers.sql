-- Shared head of the queries below: waivers of one axis that are in force.
with waiver as (
  select object_type, object_ref, value_code, expires_at
  from axis_internal.waiver
  where axis_code = :'axis_code' and ended_at is null and expires_at > now()
)
