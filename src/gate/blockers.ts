/** Says why the gate is shut: one blocker for each reason, with what to do about it. Pure functions of what was read. */
import { showSource, type Source } from '../base/ratification-source';
import type { Blocker } from '../contract';
import type { GatePolicy } from './policy';
import type { ApprovalRows, GateReading } from './gate-reading';
import { unreadBlocker } from './unread-blocker';

const remedyIn = (place: string) =>
	`A person must ratify the rollout by creating an item in ${place}. This extension never does.`;

/** The gate's blockers: none when it is open. */
export function gateBlockers(reading: GateReading, policy: GatePolicy): Blocker[] {
	if (reading.approvals === null) return [unreadBlocker(reading, policy)];
	const blockers: Blocker[] = [];
	if (reading.approvals < policy.minimum) {
		blockers.push(tooFew(reading.source, reading.approvals, policy.minimum, reading.rows));
		if (reading.rows) blockers.push(...ruleBlockers(reading.approvals, reading.rows));
	}
	if (reading.simulated) blockers.push(SIMULATED);
	return blockers;
}

/** The blocker where a guard trigger refused: it says that the gate is shut, not how many approvals it counted. */
export function guardBlockers(): Blocker[] {
	const message =
		'The guard of the axis tables found too few valid approvals, could not read them, or was told that the gate is shut (axis.gate).';
	const remedy = remedyIn('the table that GET /axis/gate names');
	return [{ code: 'ratification', message, expected: 'open', actual: 'shut', remedy }];
}

const SIMULATED: Blocker = {
	code: 'gate_simulated',
	message: 'The gate is simulated shut in this session: axis.gate is "shut".',
	expected: null,
	actual: 'shut',
	remedy:
		'Nothing, where that is the test. Else: reset axis.gate, in the session or wherever it is set for the role or the database.',
};

function tooFew(source: Source, approvals: number, minimum: number, rows: ApprovalRows | null): Blocker {
	const of = rows !== null && rows.rows !== approvals ? `, in ${rows.rows} rows of which ${rows.valid_rows} pass every rule` : '';
	const message = `${showSource(source)} holds ${approvals} of ${minimum} approvals${of}.`;
	return { code: 'ratification', message, expected: minimum, actual: approvals, remedy: remedyIn(showSource(source)) };
}

// Each says how many rows a rule took away.
function ruleBlockers(approvals: number, { rows, not_agreed, not_signed, not_of_others, valid_rows }: ApprovalRows): Blocker[] {
	const rule = (code: string, actual: number, message: string, remedy: string): Blocker[] =>
		actual === 0 ? [] : [{ code, message, expected: 0, actual, remedy }];
	return [
		...rule(
			'ratification_agreement',
			not_agreed,
			`In ${not_agreed} of ${rows} rows esignature_agreement is not true: they do not count (ratification.agreement).`,
			'Each signer must agree in the item that carries the signature.',
		),
		...rule(
			'ratification_unsigned',
			not_signed,
			`${not_signed} of ${rows} rows carry no e-mail address: they do not count (ratification.distinct_signers).`,
			'Each signer must give their address in the item that carries the signature: one, in ASCII, with a dot in its domain.',
		),
		...rule(
			'ratification_by_operator',
			not_of_others,
			`${not_of_others} of ${rows} rows do not count (ratification.not_by_operator): whoever applies signed, created or changed them, or Directus' activity log does not say who alone created them, or says that such a row was deleted.`,
			'Somebody else must sign in a new item, signed in to Directus as themselves, or somebody else must apply.',
		),
		...rule(
			'ratification_same_signer',
			valid_rows - approvals,
			`${valid_rows - approvals} of ${valid_rows} valid rows are further ones of the same signer, by address or by the user who created them: they do not count (ratification.distinct_signers).`,
			'Somebody else must sign, in an item of their own, signed in to Directus as themselves.',
		),
	];
}
