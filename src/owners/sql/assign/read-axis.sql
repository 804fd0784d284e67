select ownership_source from axis_registry where axis_code = :'axis_code' and status = 'active';
