-- Shared head: waivers with their state. A revoked one ended before it would have expired; one that ended is not in force, whenever the transaction began.
with waiver as (
  select
    id::text as id, object_type, object_ref, axis_code, value_code, reason, approved_by, expires_at, created_by, created_at, ended_by, ended_at,
    case
      when ended_at < expires_at then 'revoked'
      when ended_at is not null or expires_at <= now() then 'expired'
      else 'active'
    end as state
  from axis_internal.waiver
)
