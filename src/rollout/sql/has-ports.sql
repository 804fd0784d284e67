-- Whether tier 1 made the ports.
select to_regprocedure('axis_internal.bind_ports()') is not null as present;
