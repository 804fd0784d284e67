-- Takes every lock that dropping or altering the structure needs before anything is changed: views, then tables, each by name, then the tables that
-- their foreign keys lead to. Reports of the extension share the advisory lock (structure), so none of them is under way; whoever else reads has an
-- order of his own. Where one of them stands in the way, all locks are given back for a moment, so that nobody waits for each other.
-- LOCK TABLE on a view would take the base model's tables as well; naming the owner that a view has already locks the view alone.
do $lock$
declare
  allowed_ms constant integer := (select setting::integer from pg_catalog.pg_settings where name = 'lock_timeout');
  deadline constant timestamptz := pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => allowed_ms / 1000.0);
  target record;
begin
  perform pg_catalog.pg_advisory_xact_lock(1635281267, 11);
  loop
    begin
      perform pg_catalog.set_config('lock_timeout', least(allowed_ms, 300)::text, true);
      for target in
        with recursive structure as (
          select tgrelid as oid
          from pg_catalog.pg_trigger
          where tgname = 'axis_guard_write' and tgfoid = pg_catalog.to_regproc('axis_internal.refuse_while_gate_shut')
          union
          select pg_rewrite.ev_class
          from structure
          join pg_catalog.pg_depend
            on refclassid = 'pg_catalog.pg_class'::regclass and refobjid = structure.oid and classid = 'pg_catalog.pg_rewrite'::regclass
          join pg_catalog.pg_rewrite on pg_rewrite.oid = pg_depend.objid
        ),
        wanted as (
          select oid, 1 as step from structure
          union
          select class.oid, 2
          from pg_catalog.pg_class as class
          where class.relnamespace = pg_catalog.to_regnamespace('axis_internal')
            and class.relname in ('gate_policy', 'rehearsal_mark', 'waiver')
          union
          select confrelid, 3 from pg_catalog.pg_constraint where contype = 'f' and conrelid in (select oid from structure)
        )
        select
          case
            when relkind = 'v' then pg_catalog.format('alter view %I.%I owner to %I', nspname, relname, pg_catalog.pg_get_userbyid(relowner))
            else pg_catalog.format('lock table %I.%I in access exclusive mode', nspname, relname)
          end as statement
        from (select oid, min(step) as step from wanted group by oid) as first
        join pg_catalog.pg_class on pg_class.oid = first.oid
        join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
        -- What may not be locked is told when it is to be dropped.
        where case
          when relkind = 'v' then pg_catalog.pg_has_role(relowner, 'usage')
          else relkind in ('r', 'p') and pg_catalog.has_table_privilege(pg_class.oid, 'update')
        end
        order by step, relkind desc, relname
      loop
        execute target.statement;
      end loop;
      perform pg_catalog.set_config('lock_timeout', allowed_ms::text, true);
      return;
    exception when lock_not_available or deadlock_detected then
      if pg_catalog.clock_timestamp() > deadline then
        raise;
      end if;
    end;
    perform pg_catalog.pg_sleep(0.02);
  end loop;
end
$lock$;
