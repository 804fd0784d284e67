insert into axis_rollout_run (action, tiers, requested_by, ratified_apr, profile_sha256, part_of, request)
values (:'action', :'tiers'::jsonb, :'requested_by', :'ratified_apr', :'profile_sha256', :'part_of'::uuid, :'request'::jsonb)
returning id;
