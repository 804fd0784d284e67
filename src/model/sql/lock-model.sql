-- Nobody else writes the model until the end of the transaction: what is counted before and after is of the same rows. Readers go on.
lock table axis_registry, axis_value, coverage_rule, axis_assignment, axis_object_ownership in share row exclusive mode;
