/** The packet's README.txt: what each file does and how to run it. */
import type { LoadedProfile } from '../profile/profile';
import { databaseWord } from './preamble';

/** `files`: name and purpose, in the order in which the tiers run. */
export function readmeText({ profile, sha256 }: LoadedProfile, files: readonly { name: string; purpose: string }[]): string {
	const database = databaseWord(profile);
	const width = Math.max(...files.map((file) => file.name.length));
	const list = files.map((file) => `  ${file.name.padEnd(width)}  ${file.purpose}`).join('\n');
	return `Packet of directus-extension-axis-coverage: the rollout's own SQL, for psql 13 or newer.

Profile ${profile.name} (sha256 ${sha256}), database ${database}.

${list}

Check the files:      sha256sum -c SHA256SUMS
Ask the gate:         psql -X -v ON_ERROR_STOP=1 -d ${database} -f gate_check.sql
Everything at once:   psql -X -v ON_ERROR_STOP=1 -v ratified_apr=CODE -d ${database} -f 99_run_all.sql
One tier:             psql -X -v ON_ERROR_STOP=1 -v ratified_apr=CODE -d ${database} -f 30_ownership_seed.sql
Roll one tier back:   psql -X -v ON_ERROR_STOP=1 -v tier=6 -d ${database} -f per_tier_rollback.sql
Roll all back:        psql -X -v ON_ERROR_STOP=1 -d ${database} -f 99_rollback_full.sql

Variables
  ratified_apr  Approval code under which the tiers run. Needed by the files that record it with their rows; those say so.
  actor         Recorded as created_by and in the run ledger. Default: psql: and the database role.
  tier, force   Of per_tier_rollback.sql, force of 99_rollback_full.sql too. force=1 deletes rows of others that depend on the tier, and rows that people changed.
  expected_inventory, expected_active_scopes, expected_canonical_gap, expected_containment
                Numbers that the profile leaves open. Without them: as the run ledger has them, else as they are when a session starts.

What to know
- A tier is one transaction: a refusal or an error, a lost connection or Ctrl-C leaves nothing of it. psql then ends with exit code 3
  (2 for a lost connection). Every refusal names its code and, as DETAIL, the rows that are in the way.
- The conditions, changes and rollbacks are the extension's own text. What psql applied, the extension can verify and roll back, and the other way round.
- The same locks are taken as by the extension: of two rollouts at once, one is refused.
- 99_run_all.sql starts with the preflight, which describes the start of a rollout. After a failure half-way, run the files that are left.
- gate_check.sql and 00_preflight.sql end with exit code 3 while they say BLOCKED, 90_verify.sql while it says FAIL.
- The gate is read inside each transaction, and the approvals are locked until COMMIT. Nothing here writes approvals, requests or event types.
- force=1 does not overrule what others built on the axis tables: a view, a foreign key, a function. A rollback never cascades.
- Rollback works with a shut gate. It needs the owner of the axis tables, because it lets our own guards step aside for the transaction.
- A tier that ran is recorded in axis_rollout_run, where the extension created it; a refused one is not.
- Restart Directus after tier 1, or clear its cache: it does not see new tables by itself.
`;
}
