/** Refusals about the base model that this extension makes for a project that has none. */
import type { Violation } from '../contract';
import { refusal } from './define';
import { defineListing } from './listing';
import { listViolations } from './tier';

/** Why a foundation is not made, not changed or not taken away. */
type Reason = 'installed' | 'own' | 'partial' | 'absent' | 'rolled_out' | 'depended' | 'rows' | 'code_taken' | 'given_later';

const WHY: Readonly<Record<Reason, [why: string, todo: string]>> = {
	installed: ['it is there already', 'GET /axis/foundation shows what counts in it.'],
	own: [
		'the project has a base model of its own',
		'Nothing needs to be made: GET /axis/preflight tells whether it is what the rollout reads.',
	],
	partial: ['names that it needs are taken', 'Rename or drop what is listed, or complete it to a base model of your own.'],
	absent: [
		'this extension made no base model here',
		'Where there is none, POST /axis/foundation makes one; a base model of your own is kept where it was made.',
	],
	rolled_out: ['the axis tables stand on it', 'Roll every tier back first: POST /axis/rollback.'],
	depended: ['something of others leads to it', 'Remove what is listed first; force does not remove it.'],
	given_later: ['a rollout stands on the base model by now', 'Give this owner as every other then: POST /axis/owners.'],
	code_taken: ['an authority has that code', 'Take another code, or go on with that one: GET /axis/authorities names it.'],
	rows: [
		'people made what would go with it',
		'Export what you want to keep; {"force": true} takes all of it along, and records how much.',
	],
};

/** The foundation is not made, or not taken away. */
export const FoundationRefusedError = defineListing<{ asked: string; reason: Reason; violations: Violation[] }>(
	'AXIS_FOUNDATION',
	({ asked, reason, violations }) => {
		const [why, todo] = WHY[reason];
		const listed = violations.length === 0 ? '' : `: ${reason === 'rows' ? listRows(violations) : listViolations(violations)}`;
		return `${asked} was refused: ${why}${listed}. Nothing was changed. ${todo}`;
	},
);

/** All of them: there are no more than tables that may hold some. */
const listRows = (violations: Violation[]) =>
	violations
		.map(({ object, about, rows }) => `${String(object)} ${about === undefined ? '' : `(of ${String(about)}) `}${String(rows)}`)
		.join(', ');

/** The project has nothing of a base model: a list of all that is missing would tell nobody anything. */
export const NoBaseModelError = refusal(
	'AXIS_PREREQUISITE_MISSING',
	() =>
		'Refused: this project has no base model yet: nothing says who can be accountable for what. Nothing was changed. See what one would count, then make it: "directus axis foundation --dry-run" and "directus axis foundation", or POST /axis/foundation/preview and POST /axis/foundation.',
);
