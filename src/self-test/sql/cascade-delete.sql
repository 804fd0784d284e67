-- The database deletes the axes that refer to it, with no event of Directus.
delete from axis_self_test_parent;
