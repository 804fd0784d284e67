-- Nobody writes owners of the base model until the end of the transaction: what gives way or ends is what was read. Readers go on.
lock table governance_object_ownership in share row exclusive mode;
