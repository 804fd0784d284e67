-- Binds every port again: what each reads from now on.
select port, source, bound, lacking
from axis_internal.bind_ports();
