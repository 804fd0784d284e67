insert into axis_internal.assignment_batch (axis_code, owner_gov_code, from_gov_code, kind, group_ref, reason, requested_by)
values (:'axis_code', :'owner_gov_code', :'from_gov_code', :'kind', :'group_ref', :'reason', :'actor')
returning id::text as id;
