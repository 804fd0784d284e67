-- Owners that count although they are gone, and the required cells that nobody else covers.
stale as materialized (
  select axis_code, object_type, object_ref, value_code, owner_gov_code
  from axis_internal.stale_owner
),
stale_cell as (
  select cell.axis_code, count(*) as cells
  from (
    select side.axis_code
    from (
      select object_type, object_ref, axis_code, value_code, true as required, null::boolean as gone
      from v_axis_required_cell
      where exists (select from stale)
      union all
      select owner.object_type, owner.object_ref, owner.axis_code, owner.value_code, false, stale.axis_code is not null
      from v_axis_effective_owner as owner
      left join stale
        on stale.axis_code = owner.axis_code
        and stale.value_code = owner.value_code
        and stale.object_type = owner.source_anchor_type
        and stale.object_ref = owner.source_anchor_ref
        and stale.owner_gov_code = owner.owner_gov_code
      -- Nothing is counted where nobody is gone.
      where exists (select from stale)
    ) as side
    group by side.object_type, side.object_ref, side.axis_code, side.value_code
    having bool_or(side.required) and bool_and(side.gone)
  ) as cell
  group by cell.axis_code
)
