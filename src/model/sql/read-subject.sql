-- The axis, value or rule that is to change: one row, or none.
select 'axis_registry' as relation, id, axis_code, status
from axis_registry
where :'kind' = 'axis' and axis_code = :'code'
union all
select 'axis_value', id, axis_code, status
from axis_value
where :'kind' = 'value' and axis_code = :'axis_code' and value_code = :'code'
union all
select 'coverage_rule', id, axis_code, status
from coverage_rule
where :'kind' = 'rule' and rule_code = :'code';
