-- Owner rows of the base model that reach nothing any more. A row is told once, whatever the number of axes that read it.
select distinct on (stranded.ownership_id)
  'governance_object_ownership' as relation, stranded.ownership_id::text as id,
  stranded.object_type, stranded.object_ref, stranded.axis_code, stranded.value_code, null as group_ref
from axis_internal.stranded_anchor as stranded
order by stranded.ownership_id, stranded.axis_code;
