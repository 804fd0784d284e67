-- What the axis tables hold now, as a verification compares it later: active axes and values.
select 'axis' as kind, axis_code as name from axis_registry where status = 'active'
union all
select 'value', axis_code || '/' || value_code from axis_value where status = 'active'
order by kind, name;
