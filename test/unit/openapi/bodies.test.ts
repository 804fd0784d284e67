/** What the document says of a body is what the route accepts, on generated bodies. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OPERATIONS as CONTRACT, type Operation } from '../../../src/contract/operations';
import { bodyValidator, OPERATIONS } from '../../support/openapi/document';
import { nearly } from '../../support/openapi/values';

const BODIES_OF_EACH = 2_000;
const actions = OPERATIONS.filter(({ method, takesCsv }) => method === 'POST' && !takesCsv);
const parsers = new Map(
	Object.values<Operation>(CONTRACT).flatMap(({ route, body }) =>
		body ? [[route.replace(' ', ' /axis').replace(/:(\w+)/g, '{$1}'), body]] : [],
	),
);

it('every action has its body, or takes a CSV, and no read', () => {
	expect([...parsers.keys()].toSorted()).toEqual(actions.map((operation) => operation.name).toSorted());
});

it.each(actions)('$name accepts and refuses what the document does', (operation) => {
	const parser = parsers.get(operation.name);
	const isDescribed = bodyValidator(operation);
	const accepted = { yes: 0, no: 0 };
	fc.assert(
		fc.property(nearly(operation.body), (body) => {
			const sent: unknown = JSON.parse(JSON.stringify(body));
			const isAccepted = parser?.safeParse(sent).success;
			expect(isAccepted, JSON.stringify(sent).slice(0, 500)).toBe(isDescribed(sent));
			accepted[isAccepted ? 'yes' : 'no']++;
		}),
		{ numRuns: BODIES_OF_EACH },
	);
	// Or the comparison would say little.
	expect(accepted.yes).toBeGreaterThan(BODIES_OF_EACH / 100);
	expect(accepted.no).toBeGreaterThan(BODIES_OF_EACH / 10);
});
