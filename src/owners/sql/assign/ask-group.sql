-- The required cells of what the group contains, at any depth, for the values that were named.
create temporary table axis_member on commit drop as
select object_type, object_ref from v_object_containment with no data;

insert into pg_temp.axis_member (object_type, object_ref)
select distinct object_type, object_ref
from v_object_containment
where parent_type = 'group'
  and parent_ref in (select tree.group_ref from axis_internal.group_tree() as tree where :'group_ref' = any (tree.above));

analyze pg_temp.axis_member;

insert into pg_temp.axis_asked (object_type, object_ref, value_code)
select required.object_type, required.object_ref, required.value_code
from v_axis_required_cell as required
join pg_temp.axis_member as member
  on member.object_type = required.object_type and member.object_ref = required.object_ref
where required.axis_code = :'axis_code'
  and required.value_code in (select value_code from jsonb_array_elements_text(:'value_codes'::jsonb) as asked (value_code));

analyze pg_temp.axis_asked;
