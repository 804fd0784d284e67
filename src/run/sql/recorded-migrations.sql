-- Migrations of the structure that this database has, in their order.
select name from axis_internal.substrate_migrations order by id;
