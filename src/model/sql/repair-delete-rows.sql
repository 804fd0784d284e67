-- Takes back the rows that a repair made; its values last, which the others refer to.
delete from axis_object_ownership where tag = :'tag';
delete from axis_assignment where tag = :'tag';
delete from axis_value where tag = :'tag';
