/** One tier as a file for psql: one transaction, with every guard of the engine's, in the engine's order. */
import { unknownCodes } from '../base/references';
import type { MigrationSet } from '../db/sql-migration';
import { LOCK_APPROVALS } from '../gate/approvals-text';
import readApproval from '../gate/sql/read-approval.sql';
import type { Profile } from '../profile/profile';
import approvalKnown from '../base/sql/approval-known.sql';
import hasApprovalRequests from '../base/sql/has-approval-requests.sql';
import { needsGate } from '../tier/require-gate';
import type { TierFile } from '../tier/tier-file';
import { missingText } from './base-model';
import { changeText } from './change';
import { collect, collectNotes, collectViolations, countBefore, helpers, noteChecks, readInvariantsBefore } from './conditions';
import { rowParts, setFingerprint } from './fingerprint';
import { beginRun, commitRun } from './doubles';
import { MEASURED } from '../tier/expected';
import { expectedNumbers } from './numbers';
import { findSource, makePredicate } from './look';
import { preamble, requireApprovalCode, type PacketSource } from './preamble';
import { literal, oneStatement, paragraphs, refuseViolations, setVariable } from '../db/psql-text';
import listBase from '../tier/sql/list-base.sql';
import compareApply from './sql/compare-apply.sql';
import lockRollout from './sql/lock-rollout.sql';
import recordRun from './sql/record-run.sql';
import reportRun from './sql/report-run.sql';
import requireDatabase from './sql/require-database.sql';
import { standing } from './applied-tiers';

/** `tiers`: those of the profile, in its order. */
export function applyScript(
	source: PacketSource,
	tiers: readonly TierFile[],
	migrations: MigrationSet,
	file: TierFile,
	fileName: string,
): string {
	const { profile } = source.loaded;
	const who = `Tier ${file.tier} (${file.name})`;
	const refused = `${who} did not start. Nothing was changed.`;
	return paragraphs(
		preamble(source, fileName, `tier ${file.tier}, ${file.name}.`),
		file.needsCode ? requireApprovalCode() : null,
		beginRun(),
		makePredicate(),
		findSource(),
		helpers(),
		requireDatabase.trim(),
		lockRollout.trim(),
		refuseViolations('AXIS_ROLLOUT_BUSY', refused),
		collect('prerequisites', missingText(profile)),
		refuseViolations('AXIS_PREREQUISITE_MISSING', refused),
		collect('references', unknownCodes(profile)),
		requireKnownApproval(profile),
		refuseViolations('AXIS_PRECONDITION', refused),
		requireGate(profile, file),
		refuseViolations('AXIS_GATE_CLOSED', `${refused} The gate is not open: gate_check.sql says why, and what to do.`),
		standing(tiers),
		requireOrder(tiers, file),
		refuseViolations('AXIS_ORDER', refused),
		expectedNumbers(profile, 'gap'),
		recordEntry(),
		`-- Precondition of tier ${file.tier}.\n\n${collectViolations(file, 'precondition')}`,
		refuseViolations('AXIS_PRECONDITION', refused),
		readInvariantsBefore(profile.invariants),
		countBefore(file, true),
		`-- Change of tier ${file.tier}.\n\n${changeText(file, 'change', migrations)}`,
		`-- Postcondition of tier ${file.tier}.\n\n${collectViolations(file, 'postcondition')}`,
		compareApply.trim(),
		refuseViolations('AXIS_POSTCONDITION', `${who} was rolled back before COMMIT. Nothing was changed.`),
		noteChecks(file, 'postcondition'),
		collectNotes(file),
		reportRun.trim(),
		[
			setVariable('axis_action', 'apply'),
			setVariable('axis_tier', file.tier),
			setVariable('axis_tier_name', file.name),
			recordRun.trim(),
		].join('\n'),
		commitRun(literal(`tier ${file.tier} ${file.name}: applied`)),
	);
}

function requireKnownApproval({ ratification }: Profile): string | null {
	if (ratification.known_approval === false || (ratification.known_approval === undefined && ratification.approved)) return null;
	const known = `exists (${oneStatement(approvalKnown)})`;
	const violation = `select 'the approval code is not one of approval_requests' as violation, :'ratified_apr' as object where not ${known}`;
	const asked = collect('approval_known', violation);
	if (ratification.known_approval) return asked;
	return `select present as axis_has_requests from (${oneStatement(hasApprovalRequests)}) as found \\gset\n\\if :axis_has_requests\n${asked}\n\\endif`;
}

// The rows relied on are locked to the end of the transaction, as the engine does.
function requireGate(profile: Profile, file: TierFile): string | null {
	if (!needsGate(profile, file)) return null;
	const { ratification } = profile;
	return paragraphs(
		collect(
			'gate',
			`select 'the gate is shut' as violation, :'source_table' as object, :'ratification_minimum'::bigint as expected, approvals as actual, simulated as simulated_shut,
  problem, detail, case when problem = 'source_elsewhere' then 'AXIS_SOURCE_ELSEWHERE' end as code
from (${oneStatement(LOCK_APPROVALS)}) as counted
where problem is not null or approvals < :'ratification_minimum'::bigint or simulated`,
		),
		ratification.not_by_operator
			? collect(
					'gate',
					`select 'psql does not know who applies, and approvals of the operator do not count: apply over HTTP' as violation`,
				)
			: null,
		ratification.approved ? requireApproved() : null,
	);
}

function requireApproved(): string {
	const found = `select status from (${oneStatement(readApproval)}) as request`;
	return collect(
		'approval',
		`select 'the approval request is not approved' as violation, :'ratified_apr' as object, 'approved' as expected, found.status as actual
from (values (true)) as asked
left join (${found}) as found on true
where found.status is distinct from 'approved'`,
	);
}

function requireOrder(tiers: readonly TierFile[], file: TierFile): string {
	const earlier = tiers.slice(0, tiers.indexOf(file));
	const applied = `select 'AXIS_ALREADY_APPLIED' as code, 'the tier is applied already' as violation, ${file.tier} as tier where :'axis_applied_${file.tier}'::boolean`;
	return paragraphs(
		collect('order', applied),
		...earlier.map((other) =>
			collect(
				'order',
				`select 'a tier that comes before is not applied' as violation, ${other.tier} as tier where not :'axis_applied_${other.tier}'::boolean`,
			),
		),
	);
}

// As the engine records them: the numbers that the rollout goes by, and what the database held before its first tier.
function recordEntry(): string {
	const numbers = [...MEASURED, 'ownership_seed', 'containment_groups', 'containment_owners'];
	const pairs = numbers.map((name) => `'${name}', :'expected_${name}'::bigint`).join(', ');
	return [
		`select jsonb_build_object('expected', jsonb_build_object(${pairs}), 'database', current_database()) as axis_facts \\gset`,
		'\\if :axis_any_applied',
		'\\else',
		setFingerprint('axis_entry_fingerprint'),
		`select :'axis_facts'::jsonb || jsonb_build_object('entry_fingerprint', :'axis_entry_fingerprint',`,
		`  'entry_parts', jsonb_build_object('objects', :'axis_catalog_objects'::jsonb, 'rows', ${rowParts()}),`,
		"  'baseline', jsonb_build_object('listed', (select coalesce(jsonb_agg(to_jsonb(listed) order by kind, name), '[]')",
		`    from (${oneStatement(listBase)}) as listed))) as axis_facts \\gset`,
		'\\endif',
	].join('\n');
}
