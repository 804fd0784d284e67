-- Required cells of one axis without an effective accountable owner and without a waiver in force.
select count(*) as gaps from axis_internal.cell where axis_code = :'axis_code' and state = 'gap';
