insert into candidate_scan_run (ruleset_version, source_snapshot_ref, actor, status)
values (:'ruleset_version', :'source_snapshot_ref', :'actor', 'running')
returning id;
