/** Profiles: defaults, strictness, every problem at once. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseProfile, profileSchema } from '../../src/profile/profile';
import { least } from './least-profile';

const ONE_ROOF = new URL('../../profiles/one-roof.json', import.meta.url);

const PROJECT = new URL('../../profiles/project.json', import.meta.url);

const SCHEMA = fileURLToPath(new URL('../../profiles/profile.schema.json', import.meta.url));

describe('what a profile leaves out', () => {
	it('asks for one approval, gates the structure and derives the numbers', () => {
		const parsed = parseProfile(JSON.stringify(least()));
		expect(parsed).toMatchObject({
			loaded: {
				profile: {
					ratification: { minimum: 1, structure: true },
					rollout: { lock_timeout_ms: 2000, statement_timeout_ms: 60_000 },
					expected: { hold: false },
					containment: { confidence_threshold: 0.5, staleness_days: 0 },
				},
			},
		});
	});

	it('may be everything: axis 0 and the first scan, for the database that it is first applied in', () => {
		expect(parseProfile('{}')).toMatchObject({
			loaded: {
				profile: {
					name: 'project',
					rollout: { order: ['structure', 'responsibility', 'scan'] },
					responsibility: {
						axis_code: 'responsibility',
						axis_name: 'Responsibility',
						rule_code: 'CR-RESPONSIBILITY',
						tag: 'axis:responsibility',
					},
					expected: { hold: false },
					invariants: [],
				},
			},
		});
		const parsed = parseProfile('{}');
		if ('problems' in parsed) throw new Error('not parsed');
		for (const section of ['database', 'ownership', 'containment', 'topic'] as const) {
			expect(parsed.loaded.profile[section], section).toBeUndefined();
		}
	});

	it('is left out of the order that follows from its sections; an order that is stated stands', () => {
		const orderOf = (profile: unknown) => {
			const parsed = parseProfile(JSON.stringify(profile));
			return 'problems' in parsed ? parsed.problems : parsed.loaded.profile.rollout.order;
		};
		expect(orderOf(least())).toEqual(['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan']);
		expect(orderOf({ containment: {} })).toEqual(['structure', 'responsibility', 'containment', 'scan']);
		expect(orderOf({ ownership: { writable: false } })).toEqual(['structure', 'responsibility', 'scan']);
		expect(orderOf({ ...least(), rollout: { order: ['ownership'] } })).toEqual(['ownership']);
		expect(orderOf({ rollout: { order: ['structure', 'topic', 'ownership'] } })).toEqual([
			'rollout.order: tier "ownership" is in the order, and the profile declares nothing for it',
			'rollout.order: tier "topic" is in the order, and the profile declares nothing for it',
		]);
	});

	it('may be part of a group: the rest of it keeps its defaults', () => {
		const parsed = parseProfile(JSON.stringify({ ...least(), ratification: { minimum: 3 }, expected: { inventory: 0 } }));
		expect(parsed).toMatchObject({
			loaded: { profile: { ratification: { minimum: 3, structure: true }, expected: { inventory: 0 } } },
		});
	});
});

describe('the fingerprint', () => {
	it('is what sha256sum prints for the file', () => {
		const bytes = readFileSync(ONE_ROOF);
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		expect(parseProfile(bytes.toString('utf8'))).toMatchObject({ loaded: { sha256 } });
	});

	it('differs when only white space does', () => {
		const [one, other] = [JSON.stringify(least()), JSON.stringify(least(), null, 1)].map(parseProfile);
		if (!one || !other || 'problems' in one || 'problems' in other) throw new Error('not parsed');
		expect(one.loaded.profile).toEqual(other.loaded.profile);
		expect(one.loaded.sha256).not.toBe(other.loaded.sha256);
	});
});

describe('the JSON schema beside the profiles', () => {
	it('says the same as the code; `vitest --project unit -u` writes it anew', async () => {
		const schema = JSON.stringify(z.toJSONSchema(profileSchema, { io: 'input' }));
		const style = await resolveConfig(SCHEMA);
		await expect(await format(schema, { ...style, filepath: SCHEMA })).toMatchFileSnapshot(SCHEMA);
	});

	it('is named by the bundled profiles', () => {
		for (const profile of [ONE_ROOF, PROJECT]) {
			expect(JSON.parse(readFileSync(profile, 'utf8'))).toMatchObject({ $schema: './profile.schema.json' });
		}
	});
});
