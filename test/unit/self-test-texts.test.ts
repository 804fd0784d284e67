/** The self-test calls the guards of texts as the host does, and tells a guard that is missing, or lets a text pass. */
import { expect, it } from 'vitest';
import { UnsafeSchemaError } from '../../src/errors';
import { markGuard } from '../../src/gate/guarded-calls';
import { outcomeOf } from '../../src/self-test/outcome';
import { unsafeText } from '../../src/self-test/guards';

const REFUSAL = new UnsafeSchemaError({ asked: 'x', place: 'y', given: 'z', allowed: 'w' });

/** How the attempt ends at a service of Directus whose method is the given one. */
async function endOf(createOne: () => unknown): Promise<string> {
	class RelationsService {
		createOne = createOne;
	}
	const services: object = { RelationsService };
	const bench = Object.assign(Object.create(null), { trx: {}, schema: {}, services });
	const attempt = unsafeText('RelationsService', 'createOne', () => []);
	return attempt.run(bench).then(
		() => 'passed',
		(error) => outcomeOf(error).kind,
	);
}

const guarded = (guard: () => unknown) => markGuard(guard, () => {});

it('a guard that refuses the text is told as one', async () => {
	expect(await endOf(guarded(() => Promise.reject(REFUSAL)))).toBe('text');
});

it('a call without a guard is not made: the text would pass', async () => {
	expect(
		await endOf(() => {
			throw new Error('called');
		}),
	).toBe('passed');
});

it('a guard that lets the text through has let it pass, whatever Directus answers then', async () => {
	expect(await endOf(guarded(() => Promise.resolve()))).toBe('passed');
	expect(await endOf(guarded(() => Promise.reject(new Error('There is no such collection.'))))).toBe('passed');
});
