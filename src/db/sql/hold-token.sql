-- Asked on Directus' connection: a lock under a number that nobody else uses, to the end of this transaction.
select pg_advisory_xact_lock(:'namespace'::integer, :'token'::integer), current_database() as name, current_schema() as schema;
