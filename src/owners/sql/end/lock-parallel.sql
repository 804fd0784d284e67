-- Nobody writes owners of parallel axes until the end of the transaction: what ends is what was read. Readers go on.
lock table axis_object_ownership in share row exclusive mode;
