/** Says why nothing was counted at the gate: the message and the remedy of each reason. */
import { DEFAULT_TABLE, showSource, type Source } from '../base/ratification-source';
import type { Blocker } from '../contract';
import type { GatePolicy } from './policy';
import type { Unread, UnreadReason } from './gate-reading';

interface Facts {
	/** The table that approvals are read from. */
	table: string;
	/** What of it is the matter. */
	detail: string | null;
	/** Where the database and the profile say that people ratify. */
	place: string;
	named: string;
}

type Words = (facts: Facts) => [message: string, remedy: string];

const WORDS: Readonly<Record<UnreadReason, Words>> = {
	approvals_missing: ({ table }) => [
		`The table ${table} does not exist.`,
		`Create it or name another in the profile (ratification.source), then let a person ratify.${table === DEFAULT_TABLE ? ' A project without a base model makes one first, with a table to ratify in: POST /axis/foundation.' : ''}`,
	],
	approvals_no_table: ({ table }) => [
		`${table} is no ordinary table, or an index, a check or statistics of it call functions that are not PostgreSQL's own: what it holds is unknown.`,
		'Make it a table of its own again: no view, foreign table, temporary table, part or whole of a hierarchy.',
	],
	approvals_unreadable: ({ table }) => [`${table} cannot be read.`, "Grant SELECT on it to Directus' database role."],
	source_filter: ({ table, detail }) => [
		`The filter of the ratification cannot be asked of ${table}: ${detail ?? 'it is no list of columns and values'}.`,
		'Compare columns that the table has with values of their type (ratification.source.filter of the profile).',
	],
	source_not_of_people: ({ table }) => [
		`${table} is a table of Directus, of the base model or of this extension, and nobody ratifies there.`,
		'Name a table that people sign in (ratification.source of the profile).',
	],
	source_elsewhere: ({ place, named }) => [
		`The profile reads the ratification from ${named}, and the policy of this database from ${place}. The policy holds.`,
		'Let the profile name what the policy names, or nothing (ratification.source).',
	],
	policy_missing: () => [
		'The policy of the guard, the row of axis_internal.gate_policy, is gone or cannot be read: the triggers refuse every write.',
		'Roll tier 1 back and apply it again, or let the owner of axis_internal insert the row.',
	],
	gate_missing: () => [
		'The functions in axis_internal that read the approvals do not exist.',
		'They are made with the run ledger when the extension starts: see the log for why they were not, then restart Directus.',
	],
	gate_unlockable: ({ table }) => [
		'The approvals cannot be locked.',
		`Grant UPDATE on ${table} to Directus' database role, or run the tier as its owner.`,
	],
	operator_unknown: () => [
		'It is not known who applies, and approvals of the operator do not count (ratification.not_by_operator).',
		'Do it over HTTP, signed in to Directus as a person: POST /axis/apply. The command line, psql and schedules cannot.',
	],
	operator_unreadable: () => [
		'Whether the operator signed cannot be read from directus_users and directus_activity (ratification.not_by_operator).',
		'Grant SELECT on both to the database role that applies.',
	],
};

/** The one blocker of a gate at which nothing was counted. */
export function unreadBlocker({ reason, source, detail }: Unread, { minimum, source: named }: GatePolicy): Blocker {
	const [message, remedy] = WORDS[reason]({
		table: source?.table ?? 'Where people ratify',
		place: shown(source),
		named: shown(named),
		detail,
	});
	return { code: reason, message, expected: minimum, actual: null, remedy };
}

function shown(source: Source | null | undefined): string {
	return source === null || source === undefined ? 'where people ratify' : showSource(source);
}
