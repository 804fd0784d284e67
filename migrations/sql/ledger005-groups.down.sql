drop function axis_internal.standing_on(text[]);
drop function axis_internal.group_named(text);
drop function axis_internal.group_tree();
