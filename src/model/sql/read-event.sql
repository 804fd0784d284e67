-- A change of the model that was made, with each row that it touched before and after.
select
  id,
  request,
  result ->> 'from' as "from",
  result ->> 'to' as "to",
  result ->> 'root' as root,
  exists (
    select from axis_rollout_run as made
    where made.id = (axis_rollout_run.result ->> 'root')::uuid and made.request -> 'act' is not null
  ) as is_act,
  (result ->> 'in_force')::boolean as in_force,
  result -> 'subject' as subject,
  result -> 'touched' as touched
from axis_rollout_run
where id = :'id'::uuid and action = 'lifecycle' and status = 'passed';
