-- The bundle's own schema, outside Directus' search path: bookkeeping of migrations, gate policy, guard functions.
-- Run before any migration; safe to repeat.
create schema if not exists axis_internal;
comment on schema axis_internal is 'directus-extension-axis-coverage: bookkeeping and guard. Not for the items API.';
