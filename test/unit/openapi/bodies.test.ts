/** What docs/openapi.yaml says of a body is what the route accepts, on generated bodies. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BODIES } from '../../../endpoints/axis/bodies';
import { bodyValidator, OPERATIONS } from '../../support/openapi/document';
import { nearly } from '../../support/openapi/values';

const BODIES_OF_EACH = 2_000;
const actions = OPERATIONS.filter((operation) => operation.method === 'POST');
const parsers = new Map(Object.entries(BODIES).map(([path, schema]) => [`/axis${path.replace(/:(\w+)/g, '{$1}')}`, schema]));

it('every action has its body in endpoints/axis/bodies.ts', () => {
	expect([...parsers.keys()].toSorted()).toEqual(actions.map((operation) => operation.path).toSorted());
});

it.each(actions)('$name accepts and refuses what the document does', (operation) => {
	const parser = parsers.get(operation.path);
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
