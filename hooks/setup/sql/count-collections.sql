-- How many tables Directus shows as collections, and whether the ledger is one of them.
select
  count(*) filter (where to_regclass(quote_ident(collection)) is not null) as collections,
  coalesce(bool_or(collection = :'ledger'), false) as registered
from directus_collections;
