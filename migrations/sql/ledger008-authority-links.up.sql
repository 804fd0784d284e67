-- Who in Directus stands behind an authority. Soft links: Directus' tables are not altered, nothing depends on them, and a role or user may be deleted.
-- Here before any rollout, and it outlives one. "if not exists", "or replace": the packet makes them where the extension never started.
create table if not exists axis_internal.authority_link (
  authority_code text primary key check (authority_code <> ''),
  directus_role uuid,
  directus_user uuid,
  reason text not null check (reason <> ''),
  linked_by text not null,
  linked_at timestamptz not null default clock_timestamp(),
  constraint authority_link_one_check check ((directus_role is null) <> (directus_user is null))
);

comment on table axis_internal.authority_link is 'Who in Directus stands behind an authority. Grain: one authority that is linked.';
comment on column axis_internal.authority_link.authority_code is 'Authority of governance_registry. The base model may come later and go: only that of the foundation has a foreign key here.';
comment on column axis_internal.authority_link.directus_role is 'Role of Directus; null where a user is linked. No foreign key: a role may be deleted.';
comment on column axis_internal.authority_link.directus_user is 'User of Directus; null where a role is linked. No foreign key: a user may be deleted.';
comment on column axis_internal.authority_link.reason is 'Why, in the words of who linked it.';
comment on column axis_internal.authority_link.linked_by is 'Directus user id of who linked it, or the name of a program.';
comment on column axis_internal.authority_link.linked_at is 'When it was linked.';

-- In a hardened database the functions that read Directus' tables for everybody belong to another role than those tables. Nothing that Directus' role
-- puts there may run where they are read: first they are held, and looked at.
create or replace function axis_internal.hold_plain_table(relation regclass, read_columns name[] default null) returns void
language plpgsql set search_path = pg_catalog, pg_temp set row_security = off
as $function$
begin
  -- Locked first: nobody makes another thing of it while it is looked at and read. A prepared statement locks what it names as a read would, for the
  -- whole transaction, runs nothing, and asks for no right on the whole table. Not a view's, which would pass the lock on.
  if exists (select from pg_class where oid = relation and relkind = 'r' and not relrowsecurity) then
    if exists (select from pg_prepared_statements where name = 'axis_hold') then
      deallocate axis_hold;
    end if;
    execute format('prepare axis_hold as select from only %s', relation);
    deallocate axis_hold;
  end if;
  if exists (
    select from pg_class as class
    where class.oid = relation
      and class.relkind = 'r'
      and not class.relrowsecurity
      and not exists (select from pg_inherits where class.oid in (inhrelid, inhparent))
      -- Types that somebody made, whose casts could run anything. pg_depend, below, does not list what PostgreSQL came with.
      and not exists (
        select from pg_attribute
        where attrelid = class.oid and attnum > 0 and not attisdropped and atttypid >= 16384
          and (read_columns is null or attname = any (read_columns))
      )
      and not exists (
        select from pg_depend as part
        join pg_depend as needed on needed.classid = part.classid and needed.objid = part.objid
        where part.refclassid = 'pg_class'::regclass and part.refobjid = class.oid
          and part.classid in ('pg_class'::regclass, 'pg_constraint'::regclass, 'pg_statistic_ext'::regclass)
          and needed.refclassid in ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_type'::regclass)
      )
  ) then
    return;
  end if;
  raise exception using
    errcode = 'wrong_object_type',
    message = format('%s is not read: it is no ordinary table, has row security, or uses types or functions that PostgreSQL does not bring along.', relation),
    hint = 'Make it a table as Directus makes it.';
end
$function$;

comment on function axis_internal.hold_plain_table(regclass, name[]) is
  'Lets a table that is not ours be read to the end of the transaction: held as it is, and nothing that its owner put there can run (42809 otherwise). read_columns: those that are read; null means all.';

do $block$
begin
  execute format($create$
    create or replace function axis_internal.unmanned_authority() returns table (authority_code text, state text)
    language plpgsql security definer rows 10 set search_path = pg_catalog, pg_temp set row_security = off
    as $function$
    begin
      -- Where nothing is linked, nothing of Directus' is read.
      if not exists (select from axis_internal.authority_link) then
        return;
      end if;
      perform axis_internal.hold_plain_table(%2$L::regclass, '{id,role,status}');
      perform axis_internal.hold_plain_table(%3$L::regclass, '{id,parent}');
      return query
      -- From the roles of active users up: a role has the users of its children. union: roles may form a circle.
      with recursive manned as (
        select person.role from only %1$I.directus_users as person where person.status = 'active' and person.role is not null
        union
        select above.parent
        from manned
        join only %1$I.directus_roles as above on above.id = manned.role
        where above.parent is not null
      )
      select link.authority_code, case when link.directus_user is null then 'role_without_users' else 'user_not_active' end
      from axis_internal.authority_link as link
      where not exists (
          select from only %1$I.directus_users as person where person.id = link.directus_user and person.status = 'active'
        )
        and not exists (select from manned where manned.role = link.directus_role);
    end
    $function$
  $create$, current_schema(), format('%I.directus_users', current_schema()), format('%I.directus_roles', current_schema()));
end
$block$;

comment on function axis_internal.unmanned_authority() is
  'Authorities behind which nobody active stands. state: user_not_active (suspended, archived or deleted) or role_without_users (the role is gone, or neither it nor a role below it has an active user).';
