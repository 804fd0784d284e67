/** Files that only read: preflight, verification and the gate. What the database refuses to answer is unknown, and unknown does not hold. */
import { unknownCodes } from '../base/references';
import type { Invariant } from '../profile/profile';
import readAccepted from '../tier/sql/read-accepted.sql';
import { inNumberOrder, tierOf } from '../tier/tiers';
import { checksOf, type TierFile } from '../tier/tier-file';
import { missingText } from './base-model';
import { expectedNumbers } from './numbers';
import { keepCheck, keepCondition } from './keep-check';
import { findSource, lookAtGate } from './look';
import { preamble, type PacketSource } from './preamble';
import { dollarQuote, literal, oneStatement, paragraphs, raise, tolerate, verbatim } from '../db/psql-text';
import gateBlockers from './sql/gate-blockers.sql';
import reportChecks from './sql/report-checks.sql';
import { standing } from './applied-tiers';

// Ends by rollback: there is nothing to commit.
const SNAPSHOT = 'begin isolation level repeatable read read only;';

// Names resolve as the tiers resolve them.
const NAMES = "select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true) as axis_search_path \\gset";

/** Tier 0. Ends psql with an error while the target is not as the profile says. */
export function preflightScript(source: PacketSource, tiers: readonly TierFile[], preflight: TierFile, fileName: string): string {
	return paragraphs(
		preamble(source, fileName, 'tier 0, preflight. Reads only.'),
		findSource(),
		SNAPSHOT,
		NAMES,
		standing(tiers),
		expectedNumbers(source.loaded.profile, 'all'),
		"\\set axis_checks '{}'",
		askChecks(preflight, 0),
		'-- What would refuse the tiers that are not applied, as far as it can be asked now.',
		"\\set axis_code :ratified_apr\nselect coalesce(nullif(:'ratified_apr', ''), 'ANY') as ratified_apr \\gset",
		keepCondition(1000, 'prerequisites', 'Create what is missing.', missingText(source.loaded.profile)),
		keepCondition(
			1001,
			'references',
			'Correct the profile, or create or activate what it names.',
			unknownCodes(source.loaded.profile),
		),
		lookAtGate(),
		keepCondition(
			1002,
			'gate_sound',
			'Let the approvals be in an ordinary table that fits the profile, and axis_internal.gate_policy hold its row; gate_check.sql says more.',
			"select :'axis_gate_problem' as problem, :'source_table' as object, :'axis_gate_detail' as detail where :'axis_gate_problem' <> ''",
		),
		...checksOf(preflight, 'precondition').map((asked, index) =>
			keepCondition(1010 + index, asked.check, asked.remedy, verbatim(asked.statement)),
		),
		...tiers.map((file) => `\\if :axis_applied_${file.tier}\n\\else\n${askConditions(file, tiers)}\n\\endif`),
		'\\set ratified_apr :axis_code',
		reportChecks.trim(),
		verdict('READY', 'AXIS_PRECONDITION: BLOCKED. The target is not as the profile says.'),
	);
}

/** Tier 8. Asks the checks of the applied tiers, then the invariants. Ends psql with an error when one fails. */
export function verifyScript(source: PacketSource, tiers: readonly TierFile[], fileName: string): string {
	const { profile } = source.loaded;
	return paragraphs(
		preamble(source, fileName, 'tier 8, verification: every check of the applied tiers. Reads only.'),
		SNAPSHOT,
		standing(tiers),
		expectedNumbers(profile, 'all'),
		accepted(),
		"\\set axis_checks '{}'",
		...inNumberOrder(tiers).map((file) => `\\if :axis_applied_${file.tier}\n${askChecks(file, 100 * file.tier)}\n\\endif`),
		`\\if :axis_any_applied\n${askChecks(tierOf('verify'), 100 * tierOf('verify').tier)}\n\\endif`,
		askInvariants(profile.invariants),
		tellChanges(),
		reportChecks.trim(),
		[
			'\\if :axis_any_applied',
			'\\else',
			raise('AXIS_POSTCONDITION', 'NOT_APPLIED. No tier is applied: there is nothing to verify.'),
			'\\endif',
		].join('\n'),
		verdict('PASS', 'AXIS_POSTCONDITION: FAIL. A check does not hold.'),
	);
}

/** Prints READY, or BLOCKED and why; a gate that is not open ends psql with an error, so that a program that asks does not go on. */
export function gateScript(source: PacketSource, fileName: string): string {
	return paragraphs(
		preamble(source, fileName, 'prints READY, or BLOCKED and the blockers. Reads only.'),
		findSource(),
		SNAPSHOT,
		lookAtGate(),
		gateBlockers.trim(),
	);
}

function askChecks(file: TierFile, from: number): string {
	return checksOf(file, 'verify')
		.map(({ check, remedy, statement }, index) => {
			const query = `select found.expected, found.actual, found.ok, to_jsonb(found) -> 'judged' as judged, to_jsonb(found) ->> 'remedy' as said from (${verbatim(statement)}) as found limit 1`;
			return keepCheck(from + index, check, remedy, query, ` || jsonb_strip_nulls(jsonb_build_object('remedy', checked.said))`);
		})
		.join('\n\n');
}

/** The preconditions of a tier, but those that read what a tier before it has still to make. */
function askConditions(file: TierFile, tiers: readonly TierFile[]): string {
	const earlier = tiers.slice(0, tiers.indexOf(file));
	return checksOf(file, 'precondition')
		.map(({ check, remedy, after, statement }, index) => {
			const asked = keepCondition(2000 + 100 * file.tier + index, `tier ${file.tier}: ${check}`, remedy, verbatim(statement));
			return after
				.flatMap((id) => earlier.filter((other) => other.id === id))
				.reduce((text, { tier }) => `\\if :axis_applied_${tier}\n${text}\n\\endif`, asked);
		})
		.join('\n\n');
}

/** The invariants: one check for all of them, out_of_scope_unchanged, and the outbox by name. There is no earlier reading here to compare with. */
function askInvariants(invariants: readonly Invariant[]): string {
	const outbox = invariants.find(({ name, expected }) => name === 'governance_outbox' && typeof expected === 'number');
	const judged = invariants.filter(({ expected }) => expected !== 'observed');
	const remedy = 'Something outside of the rollout moved. See the invariants of the profile.';
	return paragraphs(
		'\\set axis_moved 0',
		...judged.map(({ query, expected }) =>
			[
				tolerate("\\set axis_number ''", `select coalesce((${oneStatement(query)})::text, '') as axis_number \\gset`),
				`select :'axis_moved'::integer + case when :'axis_number' = '' ${typeof expected === 'number' ? `or :'axis_number' <> '${expected}' ` : ''}then 1 else 0 end as axis_moved \\gset`,
			].join('\n'),
		),
		outbox
			? keepCheck(
					9000,
					outbox.name,
					remedy,
					`select ${String(outbox.expected)} as expected, outbox.actual, outbox.actual = ${String(outbox.expected)} as ok, 'true'::jsonb as judged from (select (${oneStatement(outbox.query)}) as actual) as outbox`,
				)
			: null,
		keepCheck(
			9001,
			'out_of_scope_unchanged',
			remedy,
			`select 0 as expected, :'axis_moved'::integer as actual, :'axis_moved'::integer = 0 as ok, 'true'::jsonb as judged`,
		),
	);
}

/** What people accepted since the rollout, where the database has the ledger. */
function accepted(): string {
	return [
		"select to_regclass('axis_rollout_run') is not null and to_regclass('axis_internal.assignment_row') is not null as axis_has_acts \\gset",
		'\\if :axis_has_acts',
		`select found.recorded, found.baseline, found.started from (${oneStatement(readAccepted)}) as found \\gset`,
		'\\endif',
	].join('\n');
}

/** Shows what came and went. */
function tellChanges(): string {
	const queries = tierOf('verify').sections.report.flatMap((step) =>
		step.kind === 'statement' ? [`select found.change, found.kind, found.name from (${verbatim(step.statement)}) as found;`] : [],
	);
	return [`\\if :axis_applied_${tierOf('structure').tier}`, ...queries, '\\endif'].join('\n');
}

function verdict(word: string, message: string): string {
	const raised = `raise exception using errcode = 'AX004', message = ${literal(message)}, detail = current_setting('axis.packet_failures');`;
	return [
		'\\if :axis_failed',
		"select set_config('axis.packet_failures', :'axis_failures', false) as axis_failures_set \\gset",
		`do ${dollarQuote(`\nbegin\n  ${raised}\nend\n`, 'refuse')};`,
		'\\else',
		`\\echo ${word}`,
		'\\endif',
	].join('\n');
}
