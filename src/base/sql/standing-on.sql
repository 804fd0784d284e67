-- What stands on folders and collections that are about to go.
select name, anchors, anchor_owners, rows_of_its_own, owners_above
from axis_internal.standing_on(array(select jsonb_array_elements_text(:'names'::jsonb)));
