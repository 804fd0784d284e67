-- What stands under the name of the approvals, and whether the guard has its policy: asked before a row is read. As axis_internal.gate_is_open does.
-- Reads the catalog alone. Everything is named by its schema: it may be asked with the owner's rights.
select
  case
    when approvals.oid is null then 'approvals_missing'
    -- A view, a foreign table, a temporary one, parts and wholes of a hierarchy; an index, a check or statistics that call a function which is not
    -- PostgreSQL's own: what is read there, and what runs where it is read, is somebody's choice. pg_depend does not list what PostgreSQL came with.
    when approvals.relkind <> 'r'::"char" or approvals.relpersistence = 't'::"char"
      or exists (select from pg_catalog.pg_inherits where inhrelid = approvals.oid or inhparent = approvals.oid)
      or exists (
        select from pg_catalog.pg_depend as part
        join pg_catalog.pg_depend as needed on needed.classid = part.classid and needed.objid = part.objid
        where part.refclassid = 'pg_catalog.pg_class'::regclass::oid and part.refobjid = approvals.oid
          and part.classid in ('pg_catalog.pg_class'::regclass::oid, 'pg_catalog.pg_constraint'::regclass::oid, 'pg_catalog.pg_statistic_ext'::regclass::oid)
          and needed.refclassid in ('pg_catalog.pg_proc'::regclass::oid, 'pg_catalog.pg_operator'::regclass::oid, 'pg_catalog.pg_type'::regclass::oid)
      )
      then 'approvals_no_table'
    when guard.stands and guard.policy is null then 'policy_missing'
  end as problem,
  guard.policy is not null as has_policy
from (
  select
    pg_catalog.to_regprocedure('axis_internal.gate_is_open()'::text) is not null as stands,
    pg_catalog.to_regclass('axis_internal.gate_policy'::text) as policy,
    pg_catalog.to_regclass(pg_catalog.quote_ident(pg_catalog.current_schema()::text) || '.os_proposal_approvals'::text)::oid as name
) as guard
left join pg_catalog.pg_class as approvals on approvals.oid = guard.name;
