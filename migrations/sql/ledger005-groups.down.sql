drop function axis_internal.group_tree();
