-- Takes every lock that dropping or altering the structure needs before anything is changed: views, then tables, each by name, then the tables that
-- their foreign keys lead to. Reports of the extension share the advisory lock (structure), so none of them is under way; whoever else reads has an
-- order of his own. Where one of them stands in the way, all locks are given back for a moment, so that nobody waits for each other, and what could
-- not be had comes first the next time: it is waited for without holding anything, and who reads without a pause waits behind us.
-- LOCK TABLE on a view would take the base model's tables as well; naming the owner that a view has already locks the view alone.
do $lock$
declare
  allowed_ms constant integer := (select setting::integer from pg_catalog.pg_settings where name = 'lock_timeout');
  deadline timestamptz;
  -- Of whoever holds something already. Below the second after which PostgreSQL looks for deadlocks: until then nobody is made a victim.
  short_ms constant integer := least(allowed_ms, 300);
  holds_nothing boolean;
  stood_in_the_way text[] := '{}';
  target record;
begin
  -- A report ends within 15 s by itself, and waiting for it keeps nobody else: that may take longer than a table's lock.
  perform pg_catalog.set_config('lock_timeout', greatest(allowed_ms, 15000)::text, true);
  perform pg_catalog.pg_advisory_xact_lock(1635281267, 11);
  deadline := pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => allowed_ms / 1000.0);
  loop
    begin
      holds_nothing := true;
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
        select taking.statement
        from (select oid, min(step) as step from wanted group by oid) as first
        join pg_catalog.pg_class on pg_class.oid = first.oid
        join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
        cross join lateral (
          select case
            when relkind = 'v' then pg_catalog.format('alter view %I.%I owner to %I', nspname, relname, pg_catalog.pg_get_userbyid(relowner))
            else pg_catalog.format('lock table %I.%I in access exclusive mode', nspname, relname)
          end as statement
        ) as taking
        -- What may not be locked is told when it is to be dropped.
        where case
          when relkind = 'v' then pg_catalog.pg_has_role(relowner, 'usage')
          else relkind in ('r', 'p') and pg_catalog.has_table_privilege(pg_class.oid, 'update')
        end
        order by pg_catalog.array_position(stood_in_the_way, taking.statement), step, relkind desc, relname
      loop
        perform pg_catalog.set_config(
          'lock_timeout',
          case
            when holds_nothing then greatest(short_ms, (extract(epoch from deadline - pg_catalog.clock_timestamp()) * 1000)::integer)
            else short_ms
          end::text,
          true
        );
        execute target.statement;
        holds_nothing := false;
      end loop;
      perform pg_catalog.set_config('lock_timeout', allowed_ms::text, true);
      return;
    exception when lock_not_available or deadlock_detected then
      if pg_catalog.clock_timestamp() > deadline then
        raise;
      end if;
    end;
    stood_in_the_way := target.statement || stood_in_the_way;
    perform pg_catalog.pg_sleep(0.02);
  end loop;
end
$lock$;
