select
  id, axis_code, object_type, object_ref, value_code, reason, approved_by, expires_at, created_by, created_at, ended_by, ended_at, state
from waiver
where id = :'waiver';
