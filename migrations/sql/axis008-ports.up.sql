-- Ports: what the views read of labels and event types, which not every project has. Where Directus' schema holds a relation of that name that this
-- role may read, with every column that is read, the port selects from it; elsewhere it is empty and depends on nothing, so that a table of the same
-- name with another meaning stays free to be altered and dropped. While a port is bound, PostgreSQL refuses to drop what it reads.
-- Ports bind here, and again when somebody asks for it: an answer never changes by itself.

do $block$
begin
  execute format($create$
    create function axis_internal.read_ports()
    returns table (port text, source text, bound boolean, fits boolean, lacking text[], definition text)
    language sql stable set search_path = pg_catalog, pg_temp
    as $function$
      with read (port, source, field, kind, position) as (
        values
          ('base_taxonomy', 'taxonomy', 'code', 'text', 1),
          ('base_taxonomy', 'taxonomy', 'facet_id', 'bigint', 2),
          ('base_taxonomy', 'taxonomy', 'status', 'text', 3),
          ('base_label_rule', 'label_rules', 'id', 'bigint', 4),
          ('base_label_rule', 'label_rules', 'rule_type', 'text', 5),
          ('base_label_rule', 'label_rules', 'condition', 'jsonb', 6),
          ('base_label_rule', 'label_rules', 'label_code', 'text', 7),
          ('base_label_rule', 'label_rules', 'status', 'text', 8),
          ('base_entity_label', 'entity_labels', 'rule_id', 'bigint', 9),
          ('base_entity_label', 'entity_labels', 'label_code', 'text', 10),
          ('base_entity_label', 'entity_labels', 'assigned_at', 'timestamp', 11),
          ('base_event_type', 'event_type_registry', 'event_domain', 'text', 12),
          ('base_event_type', 'event_type_registry', 'event_type', 'text', 13),
          ('base_event_type', 'event_type_registry', 'event_stream', 'text', 14),
          ('base_event_type', 'event_type_registry', 'delivery_lane', 'text', 15),
          ('base_event_type', 'event_type_registry', 'active', 'boolean', 16)
      ),
      -- The types that a column may have: those that lose nothing, none that somebody made.
      accepted (kind, type) as (
        values
          ('text', 'text'::regtype), ('text', 'varchar'), ('text', 'bpchar'), ('bigint', 'bigint'), ('bigint', 'integer'), ('bigint', 'smallint'),
          ('jsonb', 'jsonb'), ('jsonb', 'json'), ('boolean', 'boolean'), ('timestamp', 'timestamp'), ('timestamp', 'timestamptz')
      ),
      field as (
        select
          read.port,
          read.source,
          read.field,
          read.kind,
          read.position,
          class.oid is not null as is_there,
          attribute.atttypid,
          accepted.type is not null and has_column_privilege(class.oid, attribute.attnum, 'select') as fits
        from read
        left join pg_class as class
          on class.relnamespace = %1$L::regnamespace and class.relname = read.source and class.relkind in ('r', 'p', 'v', 'm')
        left join pg_attribute as attribute
          on attribute.attrelid = class.oid and attribute.attname = read.field and attribute.attnum > 0 and not attribute.attisdropped
        left join accepted on accepted.kind = read.kind and accepted.type = attribute.atttypid
      ),
      judged as (
        select
          field.port,
          field.source,
          min(field.position) as position,
          bool_and(field.fits) as fits,
          coalesce(
            case
              when bool_and(field.is_there) then array_agg(field.field order by field.position) filter (where not field.fits)
              else array[field.source]
            end,
            '{}'
          ) as lacking,
          string_agg(
            case
              when field.atttypid = 'timestamptz'::regtype then format('%%1$I at time zone ''UTC'' as %%1$I', field.field)
              else format('%%1$I::%%2$s as %%1$I', field.field, field.kind)
            end,
            ', ' order by field.position
          ) as columns,
          string_agg(format('null::%%2$s as %%1$I', field.field, field.kind), ', ' order by field.position) as no_columns
        from field
        group by field.port, field.source
      )
      select
        judged.port,
        judged.source,
        exists (
          select
          from pg_rewrite as rule
          join pg_depend as needs on needs.classid = 'pg_rewrite'::regclass and needs.objid = rule.oid and needs.refclassid = 'pg_class'::regclass
          join pg_class as read_from on read_from.oid = needs.refobjid
          where rule.ev_class = to_regclass('axis_internal.' || judged.port)
            and read_from.relnamespace = %1$L::regnamespace
            and read_from.relname = judged.source
        ),
        judged.fits,
        judged.lacking,
        case
          when judged.fits then format('select %%s from %%I.%%I', judged.columns, %1$L, judged.source)
          else format('select %%s where false', judged.no_columns)
        end
      from judged
      order by judged.position
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.read_ports() is
  'The ports as they are, one row each. bound: it reads its relation (source) now. fits: it would if it were bound again; lacking: the relation, or the columns that do not fit. definition: what it would select.';

create function axis_internal.bind_ports()
returns table (port text, source text, bound boolean, lacking text[])
language plpgsql set search_path = pg_catalog, pg_temp
as $function$
declare
  found record;
begin
  for found in select read.port, read.source, read.fits, read.lacking, read.definition from axis_internal.read_ports() as read loop
    execute format('create or replace view axis_internal.%I as %s', found.port, found.definition);
    port := found.port;
    source := found.source;
    bound := found.fits;
    lacking := found.lacking;
    return next;
  end loop;
end
$function$;

comment on function axis_internal.bind_ports() is
  'Lets each port read its relation, or nothing where the relation is missing, lacks a column, or has one of another type. Answers one row a port: port, source (the relation), bound, lacking (the relation, or the columns that do not fit). Safe to repeat.';

revoke all on function axis_internal.bind_ports() from public;

do $block$
begin
  perform axis_internal.bind_ports();
end
$block$;

comment on view axis_internal.base_taxonomy is 'Port of the taxonomy: labels. Empty where the project has none.';
comment on column axis_internal.base_taxonomy.code is 'Code of a label.';
comment on column axis_internal.base_taxonomy.facet_id is 'Facet of the label: labels of different facets do not contradict each other.';
comment on column axis_internal.base_taxonomy.status is 'Only active labels count.';
comment on view axis_internal.base_label_rule is 'Port of label_rules: rules that give labels. Empty where the project has none.';
comment on column axis_internal.base_label_rule.id is 'Key of the rule.';
comment on column axis_internal.base_label_rule.rule_type is 'Only collection rules are read.';
comment on column axis_internal.base_label_rule.condition is 'JSON; of a collection rule, its key "collection" names the collection.';
comment on column axis_internal.base_label_rule.label_code is 'The label that the rule gives.';
comment on column axis_internal.base_label_rule.status is 'Only active rules count.';
comment on view axis_internal.base_entity_label is 'Port of entity_labels: labels that were given. Empty where the project has none.';
comment on column axis_internal.base_entity_label.rule_id is 'The rule that gave it; null where a person did.';
comment on column axis_internal.base_entity_label.label_code is 'The label.';
comment on column axis_internal.base_entity_label.assigned_at is 'When it was given, in UTC.';
comment on view axis_internal.base_event_type is 'Port of event_type_registry: event types that an outbox may carry. Empty where the project has none.';
comment on column axis_internal.base_event_type.event_domain is 'Domain; findings belong to governance.';
comment on column axis_internal.base_event_type.event_type is 'Type within its domain.';
comment on column axis_internal.base_event_type.event_stream is 'Stream of the type.';
comment on column axis_internal.base_event_type.delivery_lane is 'Lane of the type.';
comment on column axis_internal.base_event_type.active is 'Whether events of the type may be emitted.';
