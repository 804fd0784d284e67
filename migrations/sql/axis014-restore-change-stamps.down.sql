-- The function of axis003.
create or replace function axis_internal.mark_change() returns trigger
language plpgsql set search_path from current
as $function$
begin
  new.changed_at := clock_timestamp();
  return new;
end
$function$;

comment on function axis_internal.mark_change() is 'Stamps changed_at of a row that is changed, so that rollback can tell it from a seeded one.';
