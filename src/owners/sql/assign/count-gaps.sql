select count(*) as gaps from v_axis_coverage_gap where axis_code = :'axis_code';
