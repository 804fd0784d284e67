-- What may be written of values and tags, and which tags an object has. First the values.
-- A value must not be its own ancestor: readers that climb from roots would lose it. A view finds circles, and two triggers refuse new ones. They
-- judge after each statement, for the rows whose parent it set, so that one statement may turn a tree around.

create view axis_internal.value_circle as
with recursive climb as (
  select axis_code, value_code as start_code, parent_value_code as at_code
  from axis_value
  where parent_value_code is not null
  union
  select climb.axis_code, climb.start_code, value.parent_value_code
  from climb
  join axis_value as value on value.axis_code = climb.axis_code and value.value_code = climb.at_code
  where value.parent_value_code is not null
)
select distinct axis_code, start_code as value_code
from climb
where at_code = start_code;

comment on view axis_internal.value_circle is 'Values that are their own ancestors, of whatever status. Grain: one axis and value.';
comment on column axis_internal.value_circle.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.value_circle.value_code is 'Value of that axis, or the scope that has none.';

do $block$
declare
  event record;
begin
  for event in
    select * from (values
      ('refuse_value_circle', ''),
      ('refuse_reparented_circle', 'and not exists (
          select from untouched
          where untouched.id = touched.id and untouched.parent_value_code is not distinct from touched.parent_value_code
        )')
    ) as named (function_name, condition)
  loop
  execute format($create$
    create function axis_internal.%3$I() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
    as $function$
    declare
      circular text;
    begin
      with recursive climb as (
        select touched.axis_code, touched.value_code as start_code, touched.parent_value_code as at_code
        from touched
        where touched.parent_value_code is not null
        %2$s
        union
        select climb.axis_code, climb.start_code, value.parent_value_code
        from climb
        join %1$I.axis_value as value on value.axis_code = climb.axis_code and value.value_code = climb.at_code
        where value.parent_value_code is not null
      )
      select string_agg(distinct format('"%%s"', climb.start_code), ', ' order by format('"%%s"', climb.start_code))
      into circular
      from climb
      where climb.at_code = climb.start_code;
      if circular is not null then
        raise exception using
          errcode = '23514',
          message = format('A parent was refused: %%s would be their own ancestor. Nothing was changed.', circular),
          hint = 'Give the value a parent that is not below it.',
          table = tg_table_name,
          schema = tg_table_schema;
      end if;
      return null;
    end
    $function$
  $create$, current_schema(), event.condition, event.function_name);
  end loop;
end
$block$;

comment on function axis_internal.refuse_value_circle() is 'Refuses new values that are their own ancestors (23514).';
comment on function axis_internal.refuse_reparented_circle() is 'Refuses new parents that make a value its own ancestor (23514).';

create trigger axis_value_circle_insert after insert on axis_value
  referencing new table as touched
  for each statement execute function axis_internal.refuse_value_circle();
create trigger axis_value_circle_update after update on axis_value
  referencing old table as untouched new table as touched
  for each statement execute function axis_internal.refuse_reparented_circle();
alter table axis_value enable always trigger axis_value_circle_insert;
alter table axis_value enable always trigger axis_value_circle_update;
comment on trigger axis_value_circle_insert on axis_value is 'Refuses circles of values (23514).';
comment on trigger axis_value_circle_update on axis_value is 'Refuses circles of values (23514).';

-- An object has one value at most where its axis says so. Judged after each statement, of the tags that it adds: one statement may move an object
-- from a value to another, and rows that are older than the wish may still be changed. The row of the axis is locked until COMMIT, so that two
-- sessions do not both find room; and it is written, as it is, so that a session whose snapshot is older than what another wrote fails (40001).
do $block$
declare
  event record;
begin
  for event in
    select * from (values
      ('refuse_second_value', ''),
      ('refuse_moved_second_value', 'and not exists (
          select from untouched
          where untouched.id = touched.id
            and untouched.status = ''active''
            and untouched.axis_code = touched.axis_code
            and untouched.object_type = touched.object_type
            and untouched.object_ref = touched.object_ref
        )')
    ) as named (function_name, condition)
  loop
  execute format($create$
    create function axis_internal.%3$I() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set row_security = off
    as $function$
    declare
      crowded text;
    begin
      -- An undo gives back what there was, two values too; what was made since it refuses itself.
      if current_setting('axis.restore', true) is not distinct from pg_current_xact_id()::text then
        return null;
      end if;
      perform
      from axis_internal.axis_semantics as semantics
      where semantics.cardinality = 'one'
        and semantics.axis_code in (select touched.axis_code from touched where touched.status = 'active')
      order by semantics.axis_code
      for no key update;
      if not found then
        return null;
      end if;
      update axis_internal.axis_semantics as semantics
      set cardinality = semantics.cardinality
      where semantics.cardinality = 'one'
        and semantics.axis_code in (select touched.axis_code from touched where touched.status = 'active');
      select format('%%s %%s would have %%s on axis "%%s"', crowd.object_type, crowd.object_ref, crowd.value_codes, crowd.axis_code)
      into crowded
      from (
        select
          tagged.object_type, tagged.object_ref, tagged.axis_code,
          string_agg(format('"%%s"', tagged.value_code), ' and ' order by tagged.value_code) as value_codes
        from axis_internal.axis_semantics as semantics
        join %1$I.axis_assignment as tagged on tagged.axis_code = semantics.axis_code and tagged.status = 'active'
        where semantics.cardinality = 'one'
          and (tagged.object_type, tagged.object_ref, tagged.axis_code) in (
            select touched.object_type, touched.object_ref, touched.axis_code
            from touched
            where touched.status = 'active'
            %2$s
          )
        group by tagged.object_type, tagged.object_ref, tagged.axis_code
        having count(*) > 1
      ) as crowd
      order by crowd.axis_code, crowd.object_type, crowd.object_ref
      limit 1;
      if crowded is not null then
        raise exception using
          errcode = '23514',
          message = format('A tag was refused: %%s, which allows one value. Nothing was changed.', crowded),
          hint = 'Supersede or retire the tag that the object has, before or in the same statement.',
          table = tg_table_name,
          schema = tg_table_schema;
      end if;
      return null;
    end
    $function$
  $create$, current_schema(), event.condition, event.function_name);
  execute format('revoke all on function axis_internal.%I() from public', event.function_name);
  end loop;
end
$block$;

comment on function axis_internal.refuse_second_value() is 'Refuses a new tag of an object that has another, on an axis that allows one value (23514).';
comment on function axis_internal.refuse_moved_second_value() is 'Refuses the same of tags that are moved, or made active again (23514).';

create trigger axis_assignment_single_insert after insert on axis_assignment
  referencing new table as touched
  for each statement execute function axis_internal.refuse_second_value();
create trigger axis_assignment_single_update after update on axis_assignment
  referencing old table as untouched new table as touched
  for each statement execute function axis_internal.refuse_moved_second_value();
alter table axis_assignment enable always trigger axis_assignment_single_insert;
alter table axis_assignment enable always trigger axis_assignment_single_update;
comment on trigger axis_assignment_single_insert on axis_assignment is 'Refuses a second value where the axis allows one (23514).';
comment on trigger axis_assignment_single_update on axis_assignment is 'Refuses a second value where the axis allows one (23514).';

-- What comes down the containment, for tags and owners alike. The ways down are walked level by level from what carries rows, each pair of
-- container and contained once and at its least depth: that ends on circles, and costs no more where many ways lead to the same. It reads our own
-- tables with the owner's rights, as a view does, and the containment not at all: v_object_containment may be somebody else's, and what it calls must
-- not run with those rights. Whoever asks brings the links along.
do $block$
begin
  execute format($create$
    create function axis_internal.inherited(what text, links jsonb)
    returns table (
      object_type text, object_ref text, axis_code text, value_code text, held_id uuid, owner_gov_code text, depth integer,
      source_anchor_type text, source_anchor_ref text
    )
    language plpgsql stable security definer rows 1000 set search_path = pg_catalog, pg_temp set row_security = off
    as $function$
    declare
      step_parents text[];
      step_children text[];
      anchors text[];
      nodes text[];
      depths integer[];
      next_anchors text[];
      next_nodes text[];
      from_anchors text[];
      from_nodes text[];
      level integer := 0;
    begin
      if links is null then
        return;
      end if;

      with link as materialized (
        select distinct
          jsonb_build_array(contained.link ->> 0, contained.link ->> 1)::text as child,
          jsonb_build_array(contained.link ->> 2, contained.link ->> 3)::text as parent
        from jsonb_array_elements(links) as contained (link)
      ),
      container as materialized (
        select distinct link.parent as node from link
      ),
      carried as (
        select distinct jsonb_build_array(held.object_type, held.object_ref)::text as node from axis_internal.held(what) as held
      )
      select
        (select array_agg(link.child order by link.child, link.parent) from link where link.child in (select container.node from container)),
        (select array_agg(link.parent order by link.child, link.parent) from link where link.child in (select container.node from container)),
        (select array_agg(carried.node order by carried.node) from carried where carried.node in (select container.node from container))
      into step_children, step_parents, anchors;

      nodes := anchors;
      from_anchors := anchors;
      from_nodes := anchors;
      depths := array_fill(0, array[coalesce(cardinality(anchors), 0)]);
      while cardinality(from_nodes) > 0 loop
        level := level + 1;
        select array_agg(reached.anchor), array_agg(reached.node)
        into next_anchors, next_nodes
        from (
          select below.anchor, step.child as node
          from unnest(from_anchors, from_nodes) as below (anchor, node)
          join unnest(step_parents, step_children) as step (parent, child) on step.parent = below.node
          except
          select seen.anchor, seen.node from unnest(anchors, nodes) as seen (anchor, node)
        ) as reached;
        anchors := anchors || next_anchors;
        nodes := nodes || next_nodes;
        depths := depths || array_fill(level, array[coalesce(cardinality(next_nodes), 0)]);
        from_anchors := next_anchors;
        from_nodes := next_nodes;
      end loop;

      return query
      with held as materialized (
        select row.*, jsonb_build_array(row.object_type, row.object_ref)::text as node from axis_internal.held(what) as row
      ),
      -- Of what a container has and is given, the nearest: that is what those right below it are given.
      given as (
        select
          way.node, held.axis_code, held.value_code, held.per_value, held.id, held.owner_gov_code, way.depth,
          held.object_type as anchor_type, held.object_ref as anchor_ref,
          rank() over (partition by way.node, held.axis_code, held.per_value order by way.depth) as nearness
        from unnest(anchors, nodes, depths) as way (anchor, node, depth)
        join held on held.node = way.anchor
      ),
      taken as (
        select
          contained.link ->> 0 as object_type, contained.link ->> 1 as object_ref,
          given.axis_code, given.value_code, given.per_value, given.id, given.owner_gov_code, given.depth + 1 as depth,
          given.anchor_type, given.anchor_ref,
          rank() over (
            partition by contained.link ->> 0, contained.link ->> 1, given.axis_code, given.per_value order by given.depth
          ) as nearness
        from jsonb_array_elements(links) as contained (link)
        join given
          on given.nearness = 1 and given.node = jsonb_build_array(contained.link ->> 2, contained.link ->> 3)::text
      )
      -- One row a value for tags, from the first by name of those equally near; for owners one a row.
      select distinct on (
        taken.object_type, taken.object_ref, taken.axis_code, taken.value_code,
        case what when 'tags' then '' else taken.id::text end
      )
        taken.object_type, taken.object_ref, taken.axis_code, taken.value_code, taken.id, taken.owner_gov_code, taken.depth,
        taken.anchor_type, taken.anchor_ref
      from taken
      left join (select distinct own.object_type, own.object_ref, own.axis_code, own.per_value from held as own) as own
        on own.object_type = taken.object_type
        and own.object_ref = taken.object_ref
        and own.axis_code = taken.axis_code
        and own.per_value = taken.per_value
      where taken.nearness = 1 and own.axis_code is null
      order by
        taken.object_type, taken.object_ref, taken.axis_code, taken.value_code,
        case what when 'tags' then '' else taken.id::text end, taken.anchor_type, taken.anchor_ref, taken.id;
    end
    $function$
  $create$, current_schema());

  execute format($create$
    create function axis_internal.held(what text)
    returns table (
      id uuid, object_type text, object_ref text, axis_code text, value_code text, per_value text, owner_gov_code text
    )
    language sql stable rows 1000 set search_path = pg_catalog, pg_temp
    as $function$
      select
        tagged.id, tagged.object_type, tagged.object_ref, tagged.axis_code, tagged.value_code,
        case semantics.cardinality when 'many' then tagged.value_code else '' end,
        null
      from axis_internal.axis_semantics as semantics
      join %1$I.axis_assignment as tagged on tagged.axis_code = semantics.axis_code and tagged.status = 'active'
      join %1$I.axis_value as value
        on value.axis_code = tagged.axis_code and value.value_code = tagged.value_code and value.status = 'active'
      where what = 'tags' and semantics.tag_inheritance = 'containment'
      union all
      select
        owner.id, owner.object_type, owner.object_ref, owner.axis_code, owner.value_code, owner.value_code, owner.owner_gov_code
      from axis_internal.axis_semantics as semantics
      join %1$I.axis_object_ownership as owner
        on owner.axis_code = semantics.axis_code
        and owner.owner_kind = 'accountable'
        and owner.lifecycle_status = 'active'
        and (owner.effective_from is null or owner.effective_from <= now())
        and (owner.effective_to is null or now() < owner.effective_to)
      where what = 'owners' and semantics.owner_inheritance = 'containment'
    $function$
  $create$, current_schema());
end
$block$;

comment on function axis_internal.held(text) is
  'Rows that come down the containment, of axes that inherit: active tags with an active value ("tags"), accountable owners in force ("owners"). per_value: what the nearest is sought for, the value, or nothing where an object may have one.';
comment on function axis_internal.inherited(text, jsonb) is
  'What objects are given by what contains them, the nearest, where they have nothing of their own; of "tags" or "owners", of axes that inherit. links: the containment, an array of [object_type, object_ref, parent_type, parent_ref]; null for none. Several parents are equal: all that are equally near count, a tag once a value. depth: steps up, at least 1. held_id: the row that comes down.';

create view axis_internal.inherited_tag as
select object_type, object_ref, axis_code, value_code, held_id, depth, source_anchor_type, source_anchor_ref
from axis_internal.inherited(
  'tags',
  -- Nothing is read where no axis inherits.
  case when exists (select from axis_internal.axis_semantics where tag_inheritance = 'containment') then (
    select jsonb_agg(jsonb_build_array(object_type::text, object_ref::text, parent_type::text, parent_ref::text))
    from v_object_containment
    where parent_type is not null and parent_ref is not null
  ) end
);

comment on view axis_internal.inherited_tag is 'Tags that objects have from the nearest that contains them. Grain: one object, axis and value.';
comment on column axis_internal.inherited_tag.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_internal.inherited_tag.object_ref is 'Name of the object within its type.';
comment on column axis_internal.inherited_tag.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.inherited_tag.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_internal.inherited_tag.held_id is 'The tag, as in axis_assignment.id.';
comment on column axis_internal.inherited_tag.depth is 'Steps up the containment to the row, at least 1.';
comment on column axis_internal.inherited_tag.source_anchor_type is 'Kind of what carries the row.';
comment on column axis_internal.inherited_tag.source_anchor_ref is 'Name of what carries the row.';

create view axis_internal.inherited_owner as
select object_type, object_ref, axis_code, value_code, owner_gov_code, depth, source_anchor_type, source_anchor_ref
from axis_internal.inherited(
  'owners',
  -- Nothing is read where no axis inherits.
  case when exists (select from axis_internal.axis_semantics where owner_inheritance = 'containment') then (
    select jsonb_agg(jsonb_build_array(object_type::text, object_ref::text, parent_type::text, parent_ref::text))
    from v_object_containment
    where parent_type is not null and parent_ref is not null
  ) end
);

comment on view axis_internal.inherited_owner is 'Owners that objects have from the nearest that contains them, on axes of their own rows. Grain: one object, axis, value and row that comes down.';
comment on column axis_internal.inherited_owner.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_internal.inherited_owner.object_ref is 'Name of the object within its type.';
comment on column axis_internal.inherited_owner.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.inherited_owner.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_internal.inherited_owner.owner_gov_code is 'Authority of governance_registry that answers for the cell.';
comment on column axis_internal.inherited_owner.depth is 'Steps up the containment to the row, at least 1.';
comment on column axis_internal.inherited_owner.source_anchor_type is 'Kind of what carries the row.';
comment on column axis_internal.inherited_owner.source_anchor_ref is 'Name of what carries the row.';

create view axis_internal.effective_tag as
select
  object_type, object_ref, axis_code, value_code, id as assignment_id, 'direct' as resolution, 0 as depth,
  object_type as source_anchor_type, object_ref as source_anchor_ref
from axis_assignment
where status = 'active'
union all
select
  object_type, object_ref, axis_code, value_code, held_id, 'inherited', depth, source_anchor_type, source_anchor_ref
from axis_internal.inherited_tag;

comment on view axis_internal.effective_tag is 'The values that an object has: its own active tags, and where the axis inherits those of the nearest that contains it. Grain: one object, axis and value; several of an axis with one value only where equally near ones disagree, or rows are older than the axis'' wish. Values of whatever status for its own, active ones for inherited.';
comment on column axis_internal.effective_tag.object_type is 'Kind of the object, e.g. collection or group.';
comment on column axis_internal.effective_tag.object_ref is 'Name of the object within its type.';
comment on column axis_internal.effective_tag.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.effective_tag.value_code is 'Value of that axis, as in axis_value.';
comment on column axis_internal.effective_tag.assignment_id is 'The tag, as in axis_assignment.id.';
comment on column axis_internal.effective_tag.resolution is 'direct: a tag of the object itself; inherited: of what contains it.';
comment on column axis_internal.effective_tag.depth is 'Steps up the containment to the tag, 0 = the object itself.';
comment on column axis_internal.effective_tag.source_anchor_type is 'Kind of what carries the tag.';
comment on column axis_internal.effective_tag.source_anchor_ref is 'Name of what carries the tag.';

create view axis_internal.shown_value as
select value.axis_code, value.value_code, coalesce(array_position(semantics.value_order, value.value_code), 2147483646) as position
from axis_value as value
left join axis_internal.axis_semantics as semantics on semantics.axis_code = value.axis_code
where value.status = 'active'
union all
select axis_code, '(none)', 2147483647
from axis_internal.axis_semantics
where missing = 'gap';

comment on view axis_internal.shown_value is 'Values that reports of an axis have a column for: the active ones, and (none) where an object without any is a gap. Grain: one axis and value. To be read by position, then value_code.';
comment on column axis_internal.shown_value.axis_code is 'Axis, as in axis_registry.';
comment on column axis_internal.shown_value.value_code is 'Value of that axis, or (none).';
comment on column axis_internal.shown_value.position is 'Place in the order that people gave the values; equal for all that they gave none. (none) is the last.';
