-- The cells to look at, what needs a decision first.
select
  object_type, object_ref, value_code, effect,
  to_jsonb(coalesce(owners_before, '{}')) as owners_before, to_jsonb(coalesce(owners_after, '{}')) as owners_after
from effect
order by
  array_position(array['conflict', 'replaced', 'overridden', 'covered', 'kept'], effect), object_type, object_ref, value_code
limit :'limit'::integer;
