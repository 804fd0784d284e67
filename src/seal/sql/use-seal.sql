-- Commits together with the tier.
update axis_internal.plan_seal
set used_at = clock_timestamp(), used_by = :'run'::uuid
where id = :'id'::uuid;
