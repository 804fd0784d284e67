-- Whether the ruleset and the snapshot that a candidate scan names exist.
select
  exists (select from governance_ruleset where ruleset_version = :'ruleset_version') as ruleset,
  exists (select from evolution_snapshots where snapshot_ref = :'source_snapshot_ref') as snapshot;
