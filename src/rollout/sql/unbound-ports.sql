-- Tables that a port could read and does not: they came, or got their shape, after it was bound.
select
  'a table of labels or event types is not read until the ports are bound again (directus axis rebind)' as note,
  port,
  source
from axis_internal.read_ports()
where fits and not bound
order by port;
