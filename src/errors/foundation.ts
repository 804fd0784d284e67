/** Refusals about the base model that this extension makes for a project that has none. */
import type { Violation } from '../contract';
import { define, refusal, showNames, type FactsOf } from './define';
import { defineListing } from './listing';
import { listViolations } from './tier';

/** Why a foundation is not made, not changed or not taken away. */
type Reason = FactsOf<'AXIS_FOUNDATION'>['reason'];

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
	damaged: [
		'parts of it are gone, or were changed by SQL',
		'Bring back what is listed, or take away what is left, with what people made in it, and make it anew: POST /axis/foundation/remove with {"force": true}, then POST /axis/foundation.',
	],
	replaced: ['something else has a name of it', 'Rename or drop what is listed first; force does not remove it.'],
	given_later: ['a rollout stands on the base model by now', 'Give this owner as every other then: POST /axis/owners.'],
	code_taken: ['an authority has that code', 'Take another code, or go on with that one: GET /axis/authorities names it.'],
	still_owns: [
		'it owns what is listed',
		'Hand it over first: POST /axis/owners/transfer, or before a rollout change the rows of governance_object_ownership. {"keep_owners": true} retires it all the same: its owners stay, and are told as stale.',
	],
	taken_back: ['it is taken back already', 'GET /axis/changes tells what stands.'],
	changed_since: [
		'its row is not as that act left it, or a later act on it stands',
		'Ask for what should hold now; GET /axis/changes tells what was done since.',
	],
	in_use: ['something refers to the authority by now', 'Retire it instead: POST /axis/authorities/:code/change.'],
	rows: [
		'people made what would go with it',
		'Export what you want to keep; {"force": true} takes all of it along, and records how much.',
	],
};

/** The foundation is not made, or not taken away. */
export const FoundationRefusedError = defineListing<{ asked: string; reason: Reason; violations: Violation[]; total?: number }>(
	'AXIS_FOUNDATION',
	({ asked, reason, violations, total }) => {
		const [why, todo] = WHY[reason];
		const listed = violations.length === 0 ? '' : `: ${listFor(reason, violations, total)}`;
		return `${asked} was refused: ${why}${listed}. Nothing was changed. ${todo}`;
	},
);

function listFor(reason: Reason, violations: Violation[], total?: number): string {
	if (reason === 'rows') return listRows(violations);
	return reason === 'damaged' || reason === 'replaced' || reason === 'partial'
		? violations.map(({ object }) => String(object)).join(', ')
		: listViolations(violations, total);
}

/** All of them: there are no more than tables that may hold some. */
const listRows = (violations: Violation[]) =>
	violations
		.map(({ object, about, rows }) => `${String(object)} ${about === undefined ? '' : `(of ${String(about)}) `}${String(rows)}`)
		.join(', ');

/** What is so, and what to do, where a project has nothing of a base model: a list of all that is missing would tell nobody anything. */
export const NO_BASE_MODEL = {
	message: 'this project has no base model yet: nothing says who can be accountable for what.',
	remedy:
		'See what one would count, then make it: "directus axis foundation --dry-run" and "directus axis foundation", or POST /axis/foundation/preview and POST /axis/foundation.',
};

/** The project has nothing of a base model. */
export const NoBaseModelError = refusal(
	'AXIS_PREREQUISITE_MISSING',
	() => `Refused: ${NO_BASE_MODEL.message} Nothing was changed. ${NO_BASE_MODEL.remedy}`,
);

/** Parts of the foundation are gone, and something reads them. */
export const DamagedFoundationError = refusal('AXIS_PREREQUISITE_MISSING', ({ missing }) => {
	const [why, todo] = WHY.damaged;
	return `Refused: the foundation is there, but ${why}: ${showNames(missing)}. Nothing was changed. ${todo}`;
});

/** An object rule names an object or a group that is not there. */
export const ObjectRuleError = refusal(
	'AXIS_INVALID_PAYLOAD',
	({ reason }) =>
		`The object rule was refused: ${reason}. Nothing was changed. Name a table or view of the project, a flow or a dashboard, and as its group a folder, a collection or "(project)".`,
);

/** A value that a table of the foundation refuses. */
export const RefusedValueError = define<{ reason: string }>(
	'AXIS_INVALID_PAYLOAD',
	({ reason }) => `The item was refused: ${reason}. Nothing was changed. Correct the value.`,
);
