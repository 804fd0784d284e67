-- Which of the codes name rules that are there.
select rule_code
from coverage_rule
where rule_code in (select jsonb_array_elements_text(:'codes'::jsonb))
order by rule_code;
