/** Refusals of the gate, of what only people may do, of seals, and of rights. */
import { createError } from '@directus/errors';
import type { NotHuman } from '../contract';
import { define, refusal, showFact, showNames } from './define';

/** The gate is shut: no ratification, or it cannot be read. */
export const GateClosedError = refusal(
	'AXIS_GATE_CLOSED',
	({ asked, blockers }) =>
		`${asked} was refused: the gate is shut. Nothing was changed. ${blockers.map((blocker) => `${blocker.message} ${blocker.remedy}`).join(' ')}`,
);

/** The profile reads the ratification from elsewhere than the policy of the database, so nobody knows which gate is meant. */
export const SourceElsewhereError = refusal(
	'AXIS_SOURCE_ELSEWHERE',
	({ asked, blockers }) =>
		`${asked} was refused. Nothing was changed. ${blockers.map((blocker) => `${blocker.message} ${blocker.remedy}`).join(' ')}`,
);

/** A program tried what is a person's act: ratifying, or activating an event type. */
export const HumanOnlyError = define<{ asked: string; reason: NotHuman }>('AXIS_HUMAN_ONLY', ({ asked, reason }) => {
	const refused = `${asked} was refused: it is a person's act (guard.human_only), and`;
	switch (reason) {
		case 'nobody':
			return `${refused} nobody is signed in. Nothing was changed. Do it in the Data Studio, signed in as yourself.`;
		case 'program':
			return `${refused} the caller is a program that acts for a user. Nothing was changed. Do it in the Data Studio, signed in as yourself.`;
		case 'no_session':
			return `${refused} the caller used an access token and no session of the Data Studio. Nothing was changed. Do it in the Data Studio, signed in as yourself.`;
	}
});

/** A text of a caller that Directus would put into DDL as it is. */
export interface UnsafeText {
	/** What the text is, as a noun phrase: "on_update of the relation". */
	place: string;
	given: unknown;
	/** What is let through, as a noun phrase. */
	allowed: string;
}

/** As much of a refused text as a message repeats. */
const SHOWN_LETTERS = 80;

/** A text for Directus' DDL that it does not escape. */
export const UnsafeSchemaError = define<{ asked: string } & UnsafeText>(
	'AXIS_UNSAFE_SCHEMA',
	({ asked, place, given, allowed }) =>
		`${asked} was refused: ${place} is ${shown(given)}. Directus hands it to the database as it is, so only ${allowed} may stand there, in every collection and whether the gate is open or shut. Nothing was changed. Write one of these.`,
);

function shown(given: unknown): string {
	const text = showFact(given);
	return `"${text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text}"`;
}

const NOT_SEALED = {
	missing: 'this profile asks for a seal (ratification.sealed), and none was given',
	unknown: 'there is no seal of this token',
	expired: 'the seal has expired',
	used: 'the seal was used by another run',
	approval: 'the seal is for another approval code',
	tier: 'the seal does not hold every tier of this run',
	unreadable: 'another build of the extension made the seal, in a form that this one does not read',
} as const;

/** A tier needs a seal of the plan, and the caller has none that holds. */
export const NotSealedError = refusal(
	'AXIS_NOT_SEALED',
	({ asked, reason, expires_at }) =>
		`${asked} was refused: ${NOT_SEALED[reason]}${expires_at === undefined ? '' : ` at ${expires_at}`}. Nothing was changed. Review the plan, seal it with POST /axis/plan/seal, and give its token as "seal".`,
);

/** The plan is not the one that was sealed. */
export const PlanChangedError = refusal(
	'AXIS_PLAN_CHANGED',
	({ asked, differences }) =>
		`${asked} was refused: the plan is not the one that was sealed. ${differences.map(({ part, name, sealed, actual }) => `${part}${name === null ? '' : ` ${showFact(name)}`}: sealed ${showFact(sealed)}, now ${showFact(actual)}`).join('; ')}. Nothing was changed. Review what differs, and seal the plan again.`,
);

/** Directus' own refusal, in its own words: the caller lacks the permission. */
export const ForbiddenError = createError<{ reason: string }>('FORBIDDEN', ({ reason }) => reason, 403);

/** The run ledger is written by the rollout alone. */
export const LedgerReadOnlyError = createError<void>(
	'FORBIDDEN',
	'Runs are recorded by the rollout alone and cannot be created, changed or deleted. Nothing was changed. Use POST /axis/apply or POST /axis/rollback.',
	403,
);

/** The run ledger's table is made by the bundle alone. */
export const LedgerKeptError = createError<void>(
	'FORBIDDEN',
	'The collection of the run ledger, axis_rollout_run, its fields and its relations are made by the extension alone and cannot be created, changed or deleted through Directus. Nothing was changed. To take the ledger away, uninstall the extension first.',
	403,
);

/** A row of the base model, or of an axis table, that rows of an axis table stand on. */
export const StillReferencedError = createError<{ table: string; constraint: string }>(
	'INVALID_FOREIGN_KEY',
	({ table, constraint }) =>
		`The change was refused: ${showFact(table)} must refer to a row that exists (${showFact(constraint)}). Nothing was changed. Change or delete the rows of ${showFact(table)} first; they are what GET /axis/coverage counts.`,
	400,
);

/** A table or column that tables and views of tier 1 stand on; PostgreSQL does not let it go or change its type. */
export const DependentObjectsError = createError<{ objects: string[] }>(
	'UNPROCESSABLE_CONTENT',
	({ objects }) =>
		`The change was refused: ${showNames(objects)} ${objects.length === 1 ? 'stands' : 'stand'} on what it would drop or alter. Nothing was changed. Roll tier 1 back first, which drops the axis tables and their views.`,
	422,
);
