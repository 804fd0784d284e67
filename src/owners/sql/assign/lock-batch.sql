select undone_at is not null as undone
from axis_internal.assignment_batch
where id::text = :'batch'
for update;
