-- Owners that may give way: nobody changes them until this transaction ends.
select owner.id
from axis_object_ownership as owner
join pg_temp.axis_asked as asked
  on asked.object_type = owner.object_type and asked.object_ref = owner.object_ref and asked.value_code = owner.value_code
where owner.axis_code = :'axis_code' and owner.owner_kind = 'accountable' and owner.lifecycle_status = 'active'
order by owner.id
for update of owner;
