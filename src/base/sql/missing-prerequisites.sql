-- What the rollout builds on and cannot read here (labels only where :'needs_labels'; :'source_table' is where people ratify): tables and views (where another schema has them, that is said), then columns that they lack or have with another type.
-- What the ports read must have a type that they take (axis_internal.read_ports()); elsewhere a kindred type does.
with accepted (kind, words, category, types) as (
  values
    ('text', 'text', 'S', '{}'::regtype[]),
    ('boolean', 'boolean', 'B', '{}'),
    ('number', 'a whole number', null, '{bigint,integer,smallint}'),
    ('time', 'a date or a timestamp', null, '{date,timestamp,timestamptz}'),
    ('label text', 'text', null, '{text,varchar,bpchar}'),
    ('moment', 'a timestamp', null, '{timestamp,timestamptz}'),
    ('json', 'json', null, '{jsonb,json}')
),
column_needed (relation, name, kind, position) as (
  values
    ('governance_registry', 'code', 'text', 1), ('governance_registry', 'name', 'text', 2), ('governance_registry', 'status', 'text', 3),
    ('governance_responsibility_scope', 'scope_code', 'text', 4), ('governance_responsibility_scope', 'description', 'text', 5),
    ('governance_responsibility_scope', 'status', 'text', 6), ('governance_object_ownership', 'id', 'number', 7),
    ('governance_object_ownership', 'object_type', 'text', 8), ('governance_object_ownership', 'object_ref', 'text', 9),
    ('governance_object_ownership', 'scope', 'text', 10), ('governance_object_ownership', 'owner_kind', 'text', 11),
    ('governance_object_ownership', 'owner_gov_code', 'text', 12), ('governance_object_ownership', 'is_inherited_anchor', 'boolean', 13),
    ('governance_object_ownership', 'effective_to', 'time', 14), ('governance_object_ownership', 'lifecycle_status', 'text', 15),
    ('governance_object_ownership', 'approval_ref', 'text', 16), ('governance_object_ownership', 'rollback_ref', 'text', 17),
    ('governance_object_ownership', 'supersedes_id', 'number', 18), ('governance_object_ownership', 'created_by', 'text', 19),
    ('governance_object_ownership', 'updated_at', 'time', 20), ('governance_object_ownership', 'updated_by', 'text', 21),
    ('v_governance_object_inventory', 'object_type', 'text', 22), ('v_governance_object_inventory', 'object_ref', 'text', 23),
    ('v_governance_object_inventory', 'requires_owner', 'boolean', 24), ('v_governance_object_inventory', 'born', 'boolean', 25),
    ('v_object_containment', 'object_type', 'text', 26), ('v_object_containment', 'object_ref', 'text', 27),
    ('v_object_containment', 'parent_type', 'text', 28), ('v_object_containment', 'parent_ref', 'text', 29), ('taxonomy', 'code', 'label text', 30),
    ('taxonomy', 'facet_id', 'number', 31), ('taxonomy', 'status', 'label text', 32), ('label_rules', 'id', 'number', 33),
    ('label_rules', 'rule_type', 'label text', 34), ('label_rules', 'condition', 'json', 35), ('label_rules', 'label_code', 'label text', 36),
    ('label_rules', 'status', 'label text', 37), ('entity_labels', 'rule_id', 'number', 38), ('entity_labels', 'label_code', 'label text', 39),
    ('entity_labels', 'assigned_at', 'moment', 40)
),
relation_needed as (
  select name, position
  from unnest(array[
    'governance_registry', 'governance_responsibility_scope', 'governance_object_ownership', :'source_table',
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
        when not fits.fits then format(' (as %s; it is %s)', accepted.words, format_type(found.atttypid, found.atttypmod))
        else ' (with a default: rows are inserted without it)'
      end,
    100 + needed.position
  from column_needed as needed
  join relation_needed on relation_needed.name = needed.relation
  join accepted on accepted.kind = needed.kind
  left join pg_attribute as found
    on found.attrelid = to_regclass(quote_ident(needed.relation)) and found.attname = needed.name and found.attnum > 0
    and not found.attisdropped
  left join pg_type as type on type.oid = found.atttypid
  cross join lateral (select (type.typcategory::text = accepted.category or found.atttypid = any (accepted.types)) is true as fits) as fits
  where to_regclass(quote_ident(needed.relation)) is not null
    and (
      found.attname is null
      or not fits.fits
      or (needed.relation = 'governance_object_ownership' and needed.name = 'id' and not found.atthasdef and found.attidentity = '')
    )
) as lacking
order by position;
