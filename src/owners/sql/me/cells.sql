-- Required cells that one of these authorities answers for by being the nearest owner, and gaps in their groups.
select
  axis_code, object_type, object_ref, value_code, group_ref, state, owner_gov_code, source_anchor_ref, count(*) over () as total_count
from axis_internal.cell
where :'axis'::text in ('', axis_code)
  and case
    when :'gaps'::boolean then state = 'gap' and group_refs && array(select jsonb_array_elements_text(:'groups'::jsonb))
    else owner_gov_code = any (array(select jsonb_array_elements_text(:'codes'::jsonb)))
  end
order by axis_code, group_ref nulls last, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
