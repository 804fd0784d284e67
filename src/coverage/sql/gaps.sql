-- Required cells without an effective accountable owner and without a waiver in force; of one group and all below it where one is asked for.
select object_type, object_ref, axis_code, value_code, group_ref, count(*) over () as total_count
from axis_internal.cell
where axis_code = :'axis_code'
  and state = 'gap'
  and case
    when :'any_group'::boolean then true
    when :'group_ref'::text = '' then group_refs is null
    else group_refs && array(select tree.group_ref from axis_internal.group_tree() as tree where :'group_ref'::text = any (tree.above))
  end
order by group_ref nulls last, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
