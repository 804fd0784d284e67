/** A host on another database than the profile is for, and with a profile that cannot be used: refused in words, and the server stays up. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Preflight } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { createFurtherDatabase, type FurtherDatabase } from './support/further-host';
import { fingerprint } from './support/rollout';
import { lane } from './support/lane';

describe('a host on the database "elsewhere" with a profile file', () => {
	let database: FurtherDatabase;
	let admin: Api;
	let profile: string;

	beforeAll(async () => {
		profile = join(lane().scratch, 'profile.json');
		await writeFile(profile, '{ "name": "broken", "database": 7');
		database = await createFurtherDatabase('elsewhere');
		const { url } = await database.start({ AXIS_PROFILE: profile });
		admin = await apiOf('admin', url);
	});
	afterAll(() => database.drop());

	it('a profile that is no JSON is told in words by every route that needs it, and the server is up', async () => {
		for (const path of ['/axis/gate', '/axis/preflight', '/axis/plan', '/axis/verify', '/axis/invariants']) {
			const answer = await admin.get(path);
			expect(verdict(answer)).toBe('409 AXIS_INVALID_PROFILE');
			expect(answer.errors?.[0]?.message).toContain(profile);
		}
		expect((await admin.get('/items/governance_registry')).status).toBe(200);
	});

	it('an unknown condition keeps the gate shut, even where an approval exists', async () => {
		const ratifying = await admin.send('POST', '/items/os_proposal_approvals', { organization: 'Council' });
		expect(verdict(ratifying)).toBe('409 AXIS_INVALID_PROFILE');
		await database.db('os_proposal_approvals').insert({ organization: 'Council' });
		expect(verdict(await admin.send('POST', '/axis/apply/1', {}))).toBe('409 AXIS_INVALID_PROFILE');
		const { bundle } = await database.db('directus_extensions').where({ folder: 'axis-gate' }).first('bundle');
		expect(verdict(await admin.send('PATCH', `/extensions/${bundle}`, { meta: { enabled: false } }))).toBe(
			'409 AXIS_INVALID_PROFILE',
		);
		expect(verdict(await admin.send('POST', '/collections', { collection: 'axis_value', schema: {}, meta: null }))).toBe(
			'409 AXIS_INVALID_PROFILE',
		);
	});

	it('every problem of a profile is listed', async () => {
		await writeFile(profile, JSON.stringify({ name: '', database: 7, unheard_of: true }));
		const answer = await admin.get('/axis/gate');
		expect(verdict(answer)).toBe('409 AXIS_INVALID_PROFILE');
		const problems = answer.errors?.[0]?.extensions.problems;
		expect(problems).toEqual([
			'name: it is "", and must not be blank',
			'database: it is 7, and must be a text',
			'profile: there is no key "unheard_of" here; check its spelling, or take it out',
		]);
		expect((await admin.send('POST', '/axis/profile/reload', {})).errors?.[0]?.extensions.problems).toEqual(problems);
	});

	it('writes of other collections pass', async () => {
		expect((await admin.send('PATCH', '/items/governance_registry/GOV-MOT', { name: 'Ministry' })).status).toBe(200);
	});

	it('once corrected it is read without a restart, and the database of another name is refused with AXIS_WRONG_DATABASE', async () => {
		const oneRoof = await import('../../profiles/one-roof.json');
		await writeFile(profile, JSON.stringify(oneRoof.default));
		const { data } = await admin.get<Preflight>('/axis/preflight');
		expect(data.status).toBe('BLOCKED');
		await writeFile(profile, JSON.stringify({ ...oneRoof.default, ratification: { minimum: 2 } }));
		const reloaded = await admin.send('POST', '/axis/profile/reload', {});
		expect(reloaded.data).toMatchObject({
			name: 'one-roof',
			changes: [{ key: 'ratification.minimum', before: 1, after: 2 }],
			tightened: false,
		});
		await writeFile(profile, '{');
		expect(verdict(await admin.send('POST', '/axis/profile/reload', {}))).toBe('409 AXIS_INVALID_PROFILE');
		expect((await admin.get('/axis/preflight')).status).toBe(200);
		expect(data.checks).toContainEqual(expect.objectContaining({ name: 'is_production', actual: false, ok: false }));
		const before = await fingerprint(database.db);
		for (const path of ['/axis/apply/1', '/axis/apply/2', '/axis/rollback/1']) {
			const answer = await admin.send('POST', path, {});
			expect(verdict(answer)).toBe('409 AXIS_WRONG_DATABASE');
			expect(answer.errors?.[0]?.extensions).toMatchObject({ expected: 'directus', actual: 'elsewhere' });
		}
		expect(await fingerprint(database.db)).toBe(before);
		expect((await admin.get('/server/ping')).text).toBe('pong');
	});
});
