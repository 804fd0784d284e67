-- Nobody revokes or replaces a waiver until the end of the transaction: what is ended is what was read. Readers go on.
lock table axis_internal.waiver in share row exclusive mode;
