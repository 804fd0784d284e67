-- What the rollout builds on and cannot read here (labels only where :'needs_labels'): tables and views (where another schema has them, that is said), then columns that they lack or have with another type.
with column_needed (relation, name, kinds, position) as (
  values
    ('governance_registry', 'code', 'S', 1), ('governance_registry', 'name', 'S', 2), ('governance_registry', 'status', 'S', 3),
    ('governance_responsibility_scope', 'scope_code', 'S', 4), ('governance_responsibility_scope', 'description', 'S', 5),
    ('governance_responsibility_scope', 'status', 'S', 6), ('governance_object_ownership', 'id', 'N', 7),
    ('governance_object_ownership', 'object_type', 'S', 8), ('governance_object_ownership', 'object_ref', 'S', 9),
    ('governance_object_ownership', 'scope', 'S', 10), ('governance_object_ownership', 'owner_kind', 'S', 11),
    ('governance_object_ownership', 'owner_gov_code', 'S', 12), ('governance_object_ownership', 'is_inherited_anchor', 'B', 13),
    ('governance_object_ownership', 'effective_to', 'D', 14), ('governance_object_ownership', 'lifecycle_status', 'S', 15),
    ('governance_object_ownership', 'approval_ref', 'S', 16), ('governance_object_ownership', 'rollback_ref', 'S', 17),
    ('governance_object_ownership', 'supersedes_id', 'N', 18), ('governance_object_ownership', 'created_by', 'S', 19),
    ('governance_object_ownership', 'updated_at', 'D', 20), ('governance_object_ownership', 'updated_by', 'S', 21),
    ('v_governance_object_inventory', 'object_type', 'S', 22), ('v_governance_object_inventory', 'object_ref', 'S', 23),
    ('v_governance_object_inventory', 'requires_owner', 'B', 24), ('v_governance_object_inventory', 'born', 'B', 25),
    ('v_object_containment', 'object_type', 'S', 26), ('v_object_containment', 'object_ref', 'S', 27),
    ('v_object_containment', 'parent_type', 'S', 28), ('v_object_containment', 'parent_ref', 'S', 29),
    ('taxonomy', 'code', 'S', 30), ('taxonomy', 'facet_id', 'N', 31), ('taxonomy', 'status', 'S', 32),
    ('label_rules', 'id', 'N', 33), ('label_rules', 'rule_type', 'S', 34), ('label_rules', 'condition', 'jsonb', 35),
    ('label_rules', 'label_code', 'S', 36), ('label_rules', 'status', 'S', 37), ('entity_labels', 'rule_id', 'N', 38),
    ('entity_labels', 'label_code', 'S', 39), ('entity_labels', 'assigned_at', 'D', 40)
),
relation_needed as (
  select name, position
  from unnest(array[
    'governance_registry', 'governance_responsibility_scope', 'governance_object_ownership', 'os_proposal_approvals',
    'taxonomy', 'label_rules', 'entity_labels',
    'v_governance_object_inventory', 'v_object_containment', 'v_object_effective_owner', 'v_object_owner_gap', 'v_object_owner_conflict'
  ]) with ordinality as listed (name, position)
  where name not in ('taxonomy', 'label_rules', 'entity_labels') or :'needs_labels'::boolean
)
select missing
from (
  select
    name || coalesce(
      (
        select ' (in the schema ' || string_agg(quote_ident(nspname), ', ' order by nspname) || '; it must be in ' || quote_ident(current_schema()) || ')'
        from pg_class
        join pg_namespace on pg_namespace.oid = relnamespace
        where relname = name and relkind in ('r', 'p', 'v', 'm', 'f') and nspname not like 'pg\_%' and to_regclass(quote_ident(name)) is null
      ),
      ''
    ) as missing,
    position
  from relation_needed
  where to_regclass(quote_ident(name)) is null
    or not has_table_privilege(to_regclass(quote_ident(name)), 'select')
  union all
  select
    format('%s.%s', needed.relation, needed.name)
      || case
        when found.attname is null then ''
        when type.typname is distinct from needed.kinds and type.typcategory::text is distinct from needed.kinds
          then format(' (as %s; it is %s)', expected.words, format_type(found.atttypid, found.atttypmod))
        else ' (with a default: rows are inserted without it)'
      end,
    100 + needed.position
  from column_needed as needed
  join relation_needed on relation_needed.name = needed.relation
  cross join lateral (
    select case needed.kinds
      when 'S' then 'text' when 'N' then 'a whole number' when 'B' then 'boolean' when 'D' then 'a date or time' else needed.kinds
    end as words
  ) as expected
  left join pg_attribute as found
    on found.attrelid = to_regclass(quote_ident(needed.relation)) and found.attname = needed.name and found.attnum > 0
    and not found.attisdropped
  left join pg_type as type on type.oid = found.atttypid
  where to_regclass(quote_ident(needed.relation)) is not null
    and (
      found.attname is null
      or (type.typname is distinct from needed.kinds and type.typcategory::text is distinct from needed.kinds)
      or (needed.relation = 'governance_object_ownership' and needed.name = 'id' and not found.atthasdef and found.attidentity = '')
    )
) as lacking
order by position;
