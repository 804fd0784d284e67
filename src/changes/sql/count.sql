select (select count(*) from of_ledger) + (select count(*) from of_batches) + (select count(*) from of_undone) as total;
