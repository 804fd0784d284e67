-- Keeps everybody from the tables of the base model that are there, and from the links of its authorities, until the transaction ends.
do $block$
begin
  execute (
    select format('lock table %s in access exclusive mode', string_agg(class.oid::regclass::text, ', ' order by named.position))
    from unnest(array[
      'governance_registry', 'governance_responsibility_scope', 'governance_object_ownership', 'governance_object_rule', 'governance_ratification',
      'axis_internal.authority_link'
    ]) with ordinality as named (name, position)
    join pg_class as class on class.oid = to_regclass(named.name) and class.relkind in ('r', 'p')
  );
end
$block$;
