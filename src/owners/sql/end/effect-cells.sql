-- The cells whose owner changed, what is a gap or waived now first.
select
  axis_code, object_type, object_ref, value_code, effect,
  to_jsonb(owners_before) as owners_before, to_jsonb(coalesce(owners_after, '{}')) as owners_after
from effect
where effect <> 'kept'
order by array_position(array['opened', 'inherited', 'passed'], effect), axis_code, object_type, object_ref, value_code
limit :'limit'::integer;
