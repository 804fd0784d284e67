/** Refusals of a tier: conditions that do not hold, the order, another run. */
import type { Violation } from '../contract';
import { define, refusal, showFact } from './define';
import { defineListing } from './listing';

export interface ConditionFacts {
	tier: number;
	name: string;
	violations: Violation[];
	/** Left out for apply; `obstacle`: a rollback that force does not bring about either. */
	asked?: 'rollback' | 'obstacle';
}

/** The first three violations with their facts, and how many more there are. */
export const listViolations = (violations: Violation[], total = violations.length) =>
	violations
		.slice(0, 3)
		.map(({ violation, ...facts }) =>
			[violation, ...Object.entries(facts).map(([key, value]) => `${key} ${showFact(value)}`)].join(', '),
		)
		.join('; ') + (total > 3 ? `; and ${total - 3} more` : '');

/** A tier refused to start: a precondition returned violations, or something depends on what a rollback would take away. */
export const PreconditionError = defineListing<ConditionFacts>('AXIS_PRECONDITION', ({ tier, name, violations, asked }) => {
	if (asked === 'obstacle')
		return `Tier ${tier} (${name}) was not rolled back: ${listViolations(violations)}. Nothing was changed. Remove what is listed first; force does not remove it.`;
	return asked === 'rollback'
		? `Tier ${tier} (${name}) was not rolled back: ${listViolations(violations)}. Nothing was changed. Review what is listed; {"force": true} deletes rows, and records which.`
		: `Tier ${tier} (${name}) did not start: ${listViolations(violations)}. Nothing was changed. Compare GET /axis/preflight with the profile.`;
});

/** A run of several tiers did not start: some of them would refuse. Each violation has its `tier` and, where there is one, its `remedy`. */
export const RunRefusedError = defineListing<{ asked?: 'rollback'; violations: Violation[] }>(
	'AXIS_PRECONDITION',
	({ asked, violations }) => {
		const tiers = [...new Set(violations.map(({ tier }) => Number(tier)))];
		const told = tiers.map((tier) => tellTier(tier, violations)).join(' ');
		return `The ${asked ?? 'rollout'} did not start, because not every tier ${asked === 'rollback' ? 'can be rolled back' : 'would pass'}. ${told} Nothing was changed.`;
	},
);

function tellTier(tier: number, violations: Violation[]): string {
	const rows = violations.filter((row) => row.tier === tier);
	const remedies = [...new Set(rows.map(({ remedy }) => (typeof remedy === 'string' ? remedy : '')))].filter(
		(text) => text !== '',
	);
	const facts = rows.map(({ tier: _tier, remedy: _remedy, violation, ...others }) => ({ violation, ...others }));
	return [`Tier ${tier}: ${listViolations(facts)}.`, ...remedies].join(' ');
}

/** A write that belongs to no tier, as a noun phrase: "Assigning owners". */
interface RefusedWrite {
	asked: string;
	violations: Violation[];
}

const tellRefused = (facts: ConditionFacts | RefusedWrite) =>
	'tier' in facts
		? `Tier ${facts.tier} (${facts.name}) ${facts.asked === undefined ? 'did not start' : 'was not rolled back'}`
		: `${facts.asked} was refused`;

/** The database role may not do it: the axis objects belong to an owner role, or a grant is missing. */
export const OwnerRequiredError = defineListing<ConditionFacts | RefusedWrite>(
	'AXIS_PRECONDITION',
	(facts) =>
		`${tellRefused(facts)}: ${listViolations(facts.violations)}. Nothing was changed. Set AXIS_OWNER_DATABASE_URL to a login of the axis tables' owner and restart Directus, or set it for one command of "directus axis"; tiers may be run by that owner with psql too ("directus axis packet"). "directus axis harden" tells who owns what.`,
);

/** A tier ran and was rolled back: a postcondition or an out-of-scope invariant did not hold. */
export const PostconditionError = defineListing<ConditionFacts>(
	'AXIS_POSTCONDITION',
	({ tier, name, violations }) =>
		`Tier ${tier} (${name}) was rolled back before COMMIT: ${listViolations(violations)}. Nothing was changed but the run ledger.`,
);

/** Objects of the same name exist that the bundle did not make. */
export const ForeignObjectsError = defineListing<ConditionFacts>(
	'AXIS_FOREIGN_OBJECTS',
	({ tier, name, violations }) =>
		`Tier ${tier} (${name}) did not start: ${listViolations(violations)}. They are not this extension's. Nothing was changed. Rename or drop them first.`,
);

/** The tier is in the database already. */
export const AlreadyAppliedError = refusal(
	'AXIS_ALREADY_APPLIED',
	({ tier, name }) =>
		`Tier ${tier} (${name}) is applied already. Nothing was changed. GET /axis/verify tells whether it still holds.`,
);

/** What was not done because the tier that it stands on is not there. */
const TOO_EARLY = {
	scan: (tier: number) => `No scan was made: tier ${tier} makes the first one`,
	'self-test': (tier: number) => `No self-test was made: tier ${tier} creates the axis tables and their guard`,
	lifecycle: (tier: number) => `The model was not changed: tier ${tier} creates the axis tables`,
	baseline: (tier: number) => `No numbers were accepted: tier ${tier} creates the axis tables`,
	rebind: (tier: number) => `The ports were not bound again: tier ${tier} makes them`,
	source: (tier: number) => `Where people ratify was not changed: tier ${tier} makes the policy that holds it`,
	repair: (tier: number) => `Nothing was repaired: tier ${tier} creates the axis tables`,
} as const;

/** The tiers' order does not allow it. */
export const OrderError = refusal('AXIS_ORDER', ({ tier, asked, first }) => {
	if (asked === 'apply')
		return `Tier ${tier} was not applied: tier ${first} comes before it and is not applied. Nothing was changed. Apply tier ${first} first.`;
	if (asked !== 'rollback') return `${TOO_EARLY[asked](tier)} and is not applied. Nothing was changed. Apply tier ${tier} first.`;
	if (first === null)
		return `Tier ${tier} was not rolled back: it is not applied. Nothing was changed. GET /axis/plan tells where the rollout stands.`;
	return `Tier ${tier} was not rolled back: tier ${first} stands on it. Nothing was changed. Roll back tier ${first} first.`;
});

/** A rollback of all tiers in a database where none is applied, and where the ledger knows of no rollout that could have ended. */
export const NothingAppliedError = define<{ tier: number; asked: 'rollback'; first: null }>(
	'AXIS_ORDER',
	() =>
		'Nothing was rolled back: no tier is applied, and the run ledger holds no rollout that began in this database. Nothing was changed. GET /axis/plan tells where the rollout stands.',
);

/** Another run holds the rollout's lock, or a table lock or a statement took too long. */
export const RolloutBusyError = refusal('AXIS_ROLLOUT_BUSY', ({ asked, reason, wait_ms }) => {
	switch (reason) {
		case 'running':
			return `${asked} was refused: another run is in progress, or a self-test of the gate. Nothing was changed. GET /axis/runs shows runs; try again when it has ended.`;
		case 'overtaken':
			return `${asked} was refused: the connection that held the rollout's lock was lost, and another run came in between. Nothing was changed. GET /axis/plan tells where the rollout stands.`;
		case 'self_test':
			return `${asked} was refused: another self-test is in progress. Nothing was changed. Try again in a few seconds.`;
		case 'lock_timeout':
			return `${asked} was rolled back: a scan, or a lock that somebody else holds on a table, took longer than ${wait_ms} ms. Nothing was changed. Try again, or look for long transactions.`;
		case 'deadlock':
			return `${asked} was rolled back: it and other sessions got in each other's way, several times in a row. Nothing was changed. Try again; no long transaction is to blame.`;
		case 'statement_timeout':
			return `${asked} was rolled back: a statement was cancelled, or ran for longer than ${wait_ms} ms. Nothing was changed. Try again, or allow more in rollout.statement_timeout_ms of the profile.`;
	}
});
