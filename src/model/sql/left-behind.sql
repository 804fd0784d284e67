-- What stays with a value that no longer counts; nothing of an axis, a rule or an active value.
select
  (
    select count(*) from axis_assignment as row
    where row.axis_code = value.axis_code and row.value_code = value.value_code and row.status = 'active'
  ) as assignments,
  (
    select count(*) from axis_object_ownership as row
    where row.axis_code = value.axis_code and row.value_code = value.value_code and row.lifecycle_status = 'active'
  ) as owners,
  (
    select count(*) from axis_value as row
    where row.axis_code = value.axis_code and row.parent_value_code = value.value_code and row.status = 'active'
  ) as children,
  (
    select count(*) from topic_taxonomy_map as row
    where row.axis_code = value.axis_code and row.value_code = value.value_code
  ) as topic_maps,
  (
    select count(*) from topic_label_reconcile_decision as row
    where value.axis_code = 'topic' and row.topic_value = value.value_code
  ) as decisions,
  (
    select count(*) from axis_internal.waiver as row
    where row.axis_code = value.axis_code and row.value_code = value.value_code and row.ended_at is null and row.expires_at > now()
  ) as waivers
from axis_value as value
where value.id = :'id'::uuid and value.status <> 'active';
