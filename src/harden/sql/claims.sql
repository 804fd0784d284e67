-- What hardening promises, claim by claim, as it is in this database now. Reads the catalog alone; any role may ask.
-- A claim of kind "note" is never judged: Directus needs what it tells of, and an operator should know.
with role as (
  select host.oid as host, owner.oid as owner, host.rolsuper, host.rolcreaterole, coalesce(owner.rolsuper, true) as owner_is_superuser
  from pg_roles as host
  left join pg_roles as owner on owner.rolname = :'owner'
  where host.rolname = :'host'
),
place as (
  select quote_ident(current_schema())::regnamespace as host_schema, to_regnamespace('axis_internal') as own_schema,
    to_regproc('axis_internal.refuse_while_gate_shut') as guard,
    array(
      select name::name from jsonb_array_elements_text(:'foundation'::jsonb) as made (name)
      where to_regclass('axis_internal.foundation_migrations') is not null
    ) as foundation
),
-- kind: axis (guarded tables), ledger, model (tables of the foundation), internal, view.
relation as (
  select class.oid, class.relowner,
    case
      when class.relnamespace = place.own_schema then 'internal'
      when class.relkind = 'v' then 'view'
      when exists (select from pg_trigger where tgrelid = class.oid and tgfoid = place.guard) then 'axis'
      when class.relname = any (place.foundation) then 'model'
      else 'ledger'
    end as kind
  from place
  join pg_class as class on class.relkind in ('r', 'v') and (
    class.relnamespace = place.own_schema
    or class.relnamespace = place.host_schema and (
      exists (
        select from pg_trigger
        where tgrelid = class.oid and tgfoid in (place.guard, to_regproc('axis_internal.refuse_foreign_ledger_write'))
      )
      or class.relkind = 'v' and place.guard is not null
        and class.relname in (select jsonb_array_elements_text(:'axis_views'::jsonb))
      or class.relname = any (place.foundation)
    )
  )
),
routine as (
  select oid, proowner from pg_proc, place
  where pronamespace = place.own_schema or oid = to_regprocedure('fn_governance_scan(text, text)') and place.guard is not null
),
base as (
  select class.oid, class.relname, class.relowner,
    class.relname in (select jsonb_array_elements_text(:'base_model'::jsonb)) as of_model
  from place
  join pg_class as class on class.relnamespace = place.host_schema and class.relkind in ('r', 'p', 'v', 'm', 'f')
  where class.relname not like 'directus\_%' and class.oid not in (select oid from relation)
),
claim (position, kind, claim, holds, fact) as (
  select 1, 'claim', 'The owner role exists, and is no superuser', owner is not null and not owner_is_superuser, :'owner' from role
  union all
  select 2, 'claim', 'Directus'' role is no superuser', not rolsuper, :'host' from role
  union all
  select 3, 'claim', 'Directus'' role is no member of the owner role',
    coalesce(not pg_has_role(host, owner, 'member') and not pg_has_role(host, owner, 'member with admin option'), true), null from role
  union all
  select 4, 'claim', 'Directus'' role cannot make itself a member',
    not rolsuper and (not rolcreaterole or current_setting('server_version_num')::integer >= 160000),
    case when rolcreaterole then 'it has CREATEROLE' end from role
  union all
  select 5, 'claim', 'Directus'' role does not own the database', not pg_has_role(host, datdba, 'member'), pg_get_userbyid(datdba)
  from role, pg_database where datname = current_database()
  union all
  select 6, 'claim', 'Directus'' role does not own its schema', not pg_has_role(host, nspowner, 'member'), pg_get_userbyid(nspowner)
  from role, place, pg_namespace where pg_namespace.oid = place.host_schema
  union all
  select 7, 'claim', 'The schema axis_internal is the owner''s', coalesce(bool_or(nspowner = owner), false), min(pg_get_userbyid(nspowner))
  from role left join pg_namespace on nspname = 'axis_internal'
  union all
  select 8, 'claim', 'Directus'' role may not create in axis_internal',
    coalesce(not has_schema_privilege(host, own_schema, 'create'), true), null from role, place
  union all
  select 9, 'claim', 'All tables are the owner''s', coalesce(bool_and(relowner is not distinct from owner), true),
    format('%s of %s', count(*) filter (where relowner = owner), count(*))
  from role, relation where kind <> 'view'
  union all
  select 10, 'claim', 'All views are the owner''s', coalesce(bool_and(relowner is not distinct from owner), true),
    format('%s of %s', count(*) filter (where relowner = owner), count(*)) from role, relation where kind = 'view'
  union all
  select 11, 'claim', 'All functions are the owner''s', coalesce(bool_and(proowner is not distinct from owner), true),
    format('%s of %s', count(*) filter (where proowner = owner), count(*)) from role, routine
  union all
  -- 11 tables, the waivers, the goals, what axes ask for, the spans of gaps and the acknowledgements have two each, the ledger three, the rehearsals one; the ledger is there before tier 1.
  select 12, 'claim', 'Every guard is there and enabled', wanted.guards = count(*) filter (where tgenabled = 'A') and wanted.guards = count(*),
    format('%s of %s', count(*) filter (where tgenabled = 'A'), wanted.guards)
  from (
    select
      case when place.guard is null then 0 else 33 end + case when to_regproc('axis_internal.chain_run') is null then 0 else 3 end as guards,
      place.own_schema
    from place
  ) as wanted
  left join (
    select tgenabled, pronamespace from pg_trigger join pg_proc on pg_proc.oid = tgfoid where tgname like 'axis\_guard\_%' or tgname like 'axis\_ledger\_%'
  ) as guard on guard.pronamespace = wanted.own_schema
  group by wanted.guards
  union all
  select 13, 'claim', 'Directus'' role may not truncate, reference or put triggers on them',
    coalesce(bool_and(not has_table_privilege(host, oid, 'truncate, references, trigger')), true), null from role, relation
  union all
  select 14, 'claim', 'Directus'' role may only read axis_internal',
    coalesce(bool_and(not has_table_privilege(host, oid, 'insert, update, delete')), true), null from role, relation where kind = 'internal'
  union all
  select 15, 'claim', 'Directus'' role may not set session_replication_role',
    not has_parameter_privilege(host, 'session_replication_role', 'set'), null from role
  union all
  select 16, 'claim', 'Directus'' role may not subscribe to other databases',
    not rolsuper and not coalesce(pg_has_role(host, to_regrole('pg_create_subscription'), 'member'), false), null from role
  union all
  select 17, 'claim', 'Directus'' role can do its work',
    coalesce(bool_and(has_schema_privilege(host, own_schema, 'usage') and has_table_privilege(host, relation.oid, 'select')
      and (kind not in ('axis', 'ledger', 'model') or has_table_privilege(host, relation.oid, 'insert') and has_table_privilege(host, relation.oid, 'update'))
      and (kind not in ('axis', 'model') or has_table_privilege(host, relation.oid, 'delete'))), true), null
  from role, place, relation
  union all
  select 18, 'claim', 'The owner role can do its work',
    coalesce(bool_and(has_schema_privilege(owner, host_schema, 'create') and has_schema_privilege(owner, host_schema, 'usage') and (base.oid is null or has_table_privilege(owner, base.oid, 'select'))
      and not exists (
        select from jsonb_to_recordset(:'owner_needs'::jsonb) as need (privilege text, relation text)
        where need.relation = relname and has_table_privilege(owner, base.oid, need.privilege) is not true
      )), false)
      and bool_and(has_database_privilege(owner, current_database(), 'connect') and has_database_privilege(owner, current_database(), 'temporary'))
      and coalesce(bool_and(has_table_privilege(owner, to_regclass('directus_collections'), 'select')), true)
      and coalesce(bool_and(has_table_privilege(owner, to_regclass('directus_relations'), 'select')), true)
      and not exists (
        select from pg_attribute
        where (attrelid = to_regclass('directus_users') and attname in ('id', 'role', 'status')
            or attrelid = to_regclass('directus_roles') and attname in ('id', 'parent'))
          and has_column_privilege((select owner from role), attrelid, attnum, 'select') is not true
      ),
    nullif(concat_ws(', ',
      nullif(format('%s relations it cannot read', count(base.oid) filter (where has_table_privilege(owner, base.oid, 'select') is not true)), '0 relations it cannot read'),
      case when not bool_and(has_database_privilege(owner, current_database(), 'connect')) then 'it may not connect' end
    ), '')
  from role cross join place left join base on true
  union all
  select 19, 'claim', 'What the owner creates later will be Directus'' to use', count(*) = 2, null
  from role, place
  join pg_default_acl on defaclobjtype = 'r' and defaclnamespace in (host_schema, own_schema)
  cross join lateral aclexplode(defaclacl) as entry
  where defaclrole = owner and entry.grantee = host and entry.privilege_type = 'SELECT'
  union all
  select 20, 'claim', 'Nothing in Directus'' schema stands in for PostgreSQL''s own functions and operators', count(*) = 0, string_agg(name, ', ')
  from (
    select pg_proc.oid::regprocedure::text as name, proowner as creator from pg_proc, place
    where pronamespace = host_schema and proname in (select proname from pg_proc where pronamespace = 'pg_catalog'::regnamespace)
    union all
    select pg_operator.oid::regoperator::text, oprowner from pg_operator, place
    where oprnamespace = host_schema and oprname in (select oprname from pg_operator where oprnamespace = 'pg_catalog'::regnamespace)
  ) as double
  join pg_roles on pg_roles.oid = creator and not rolsuper
  union all
  select 21, 'claim', 'Directus'' role may not make temporary tables', not has_database_privilege(host, current_database(), 'temporary'),
    null from role
  union all
  select 22, 'claim', 'No function but the guard''s, the foundation''s, the links'', the tags'', the notes'' and the scan''s has the owner''s rights', count(pg_proc.oid) = 0,
    string_agg(pg_proc.oid::regprocedure::text, ', ' order by pg_proc.oid::regprocedure::text)
  from role
  left join pg_proc on proowner = owner and prosecdef
    and not exists (
      select from (values ('gate_is_open'), ('refuse_while_gate_shut'), ('foundation_inventory'), ('foundation_containment'), ('unmanned_authority'), ('refuse_second_value'),
        ('refuse_moved_second_value'), ('inherited'), ('keep_gap_spans'), ('note_activation')) as known (name)
      where to_regproc('axis_internal.' || known.name) = pg_proc.oid
    )
  union all
  select 23, 'claim', 'No table inherits from them or has them inherit from it, past the guard', count(*) = 0,
    string_agg(other.name, ', ' order by other.name)
  from relation
  join pg_inherits on relation.oid in (inhparent, inhrelid)
  cross join lateral (
    select (case when inhparent = relation.oid then inhrelid else inhparent end)::regclass::text as name
  ) as other
  union all
  -- A view keeps the function that a name meant when it was made. pg_depend does not list what PostgreSQL came with.
  select 24, 'claim', 'No view calls what somebody else made', count(*) = 0, string_agg(distinct relation.oid::regclass::text, ', ')
  from role, relation
  join pg_rewrite on ev_class = relation.oid
  join pg_depend on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
  left join pg_proc on refclassid = 'pg_proc'::regclass and pg_proc.oid = refobjid
  left join pg_operator on refclassid = 'pg_operator'::regclass and pg_operator.oid = refobjid
  join pg_roles on pg_roles.oid in (proowner, oprowner) and not pg_roles.rolsuper
  where relation.kind = 'view' and pg_roles.oid is distinct from owner
  union all
  select 25, 'claim', 'No trigger of somebody else is on them', count(*) = 0, string_agg(format('%s on %s', tgname, tgrelid::regclass), ', ' order by tgname)
  from role, relation
  join pg_trigger on tgrelid = relation.oid and not tgisinternal
  join pg_proc on pg_proc.oid = tgfoid
  join pg_roles on pg_roles.oid = proowner and not pg_roles.rolsuper
  where pg_roles.oid is distinct from owner
  union all
  select 31, 'note', 'Directus'' role may create in its schema', has_schema_privilege(host, host_schema, 'create'),
    'needed to make collections' from role, place
  union all
  select 32, 'note', 'Directus'' role owns parts of the base model', count(*) filter (where relowner = host) > 0,
    format('%s of %s; what it puts there runs when the owner reads or writes them', count(*) filter (where relowner = host), count(*))
  from role, base where of_model
  union all
  select 33, 'note', 'Directus'' role may write approvals',
    coalesce(bool_or(has_table_privilege(host, oid, 'insert')), false), 'needed for people to ratify in Directus'
  from role, base where relname = :'source_table'
)
select kind, claim, coalesce(holds, false) as holds, fact
from claim
order by position;
