-- What the rollout builds on and cannot read here; where another schema has it, that is said.
select
  name || coalesce(
    (
      select ' (in the schema ' || string_agg(quote_ident(nspname), ', ' order by nspname) || '; it must be in ' || quote_ident(current_schema()) || ')'
      from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      where relname = name and relkind in ('r', 'p', 'v', 'm', 'f') and nspname not like 'pg\_%' and to_regclass(quote_ident(name)) is null
    ),
    ''
  ) as missing
from unnest(array[
  'governance_registry', 'governance_responsibility_scope', 'governance_object_ownership', 'os_proposal_approvals',
  'event_type_registry', 'event_outbox', 'taxonomy', 'label_rules', 'entity_labels',
  'v_governance_object_inventory', 'v_object_containment', 'v_object_effective_owner', 'v_object_owner_gap', 'v_object_owner_conflict'
]) with ordinality as prerequisite (name, position)
where to_regclass(quote_ident(name)) is null
  or not has_table_privilege(to_regclass(quote_ident(name)), 'select')
order by position;
