-- Required cells by axis whose nearest owner an authority is.
select
  axis_code,
  count(*) as cells,
  count(*) filter (where state = 'direct') as direct,
  count(*) filter (where state = 'inherited') as inherited
from axis_internal.cell
where owner_gov_code = :'code'
group by axis_code
order by axis_code;
