-- A value of an axis, of whatever status: one row, or none.
select status from axis_value where axis_code = :'axis_code' and value_code = :'value_code';
