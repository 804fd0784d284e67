select 1 as present from axis_registry where axis_code = :'axis_code' and status = 'active';
