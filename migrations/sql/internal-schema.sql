-- The bundle's own schema, outside Directus' search path: bookkeeping of migrations, gate policy, guard functions.
-- Run before any migration; safe to repeat, also where another role owns the schema already.
do $block$
begin
  if to_regnamespace('axis_internal') is null then
    create schema axis_internal;
    comment on schema axis_internal is 'directus-extension-axis-coverage: bookkeeping and guard. Not for the items API.';
  end if;
end
$block$;
