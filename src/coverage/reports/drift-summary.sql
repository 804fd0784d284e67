-- What each detector finds now, and how much of it is acknowledged: one that says something else since counts as not, scanned or not.
with acknowledged as (
  select detector_code, axis_code, object_type, object_ref, value_code, substance_sha256
  from axis_internal.acknowledgement
  where ended_at is null and until_day >= (now() at time zone 'UTC')::date
)
select
  map.detector_code,
  count(finding.detector_code) as findings,
  count(finding.detector_code) filter (where finding.severity = 'info') as info,
  count(finding.detector_code) filter (where finding.severity = 'warning') as warning,
  count(finding.detector_code) filter (where finding.severity = 'critical') as critical,
  count(acknowledged.detector_code) filter (
    where case
      when acknowledged.detector_code is not null
        then acknowledged.substance_sha256 = axis_internal.finding_substance(finding.severity, finding.detail)
    end
  ) as acknowledged,
  count(*) over () as total_count
from v_drift_event_map as map
left join v_drift_finding as finding on finding.detector_code = map.detector_code
left join acknowledged
  on acknowledged.detector_code = finding.detector_code
  and coalesce(acknowledged.axis_code, '') = coalesce(finding.axis_code, '')
  and coalesce(acknowledged.object_type, '') = coalesce(finding.object_type, '')
  and coalesce(acknowledged.object_ref, '') = coalesce(finding.object_ref, '')
  and coalesce(acknowledged.value_code, '') = coalesce(finding.value_code, '')
group by map.detector_code
order by map.detector_code
limit :'limit'::integer offset :'offset'::integer;
