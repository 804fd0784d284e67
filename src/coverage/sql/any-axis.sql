-- Whether any axis is active.
select 1 as present from axis_registry where status = 'active' limit 1;
