-- Waivers in force that an authority approved, as far as the name in them tells.
select count(*) as waivers
from axis_internal.waiver
where ended_at is null and expires_at > now() and approved_by in (:'code', :'name');
