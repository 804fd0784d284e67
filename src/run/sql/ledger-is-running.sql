-- Whether the run is still under way: another one that found its lock free has marked it aborted.
select status = 'running' as running from axis_rollout_run where id = :'id'::uuid;
