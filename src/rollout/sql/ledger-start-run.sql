insert into axis_rollout_run (action, tiers, requested_by, ratified_apr, profile_sha256, part_of)
values (:'action', :'tiers'::jsonb, :'requested_by', :'ratified_apr', :'profile_sha256', :'part_of'::uuid)
returning id;
