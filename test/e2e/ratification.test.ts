/** Rules of ratification over HTTP: whoever applies cannot have signed, two others must, and each must agree. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Blocker, GateStatus, RunAnswer } from '../../src/contract';
import { setupHost } from '../../host/setup/setup-host.mjs';
import { apiOf, verdict, type Api } from './support/api';
import { createFurtherDatabase, type FurtherDatabase } from './support/further-host';
import { PASSWORD } from './support/global-setup';
import { writeProfile } from './support/majors';

const RULES = { minimum: 2, agreement: true, distinct_signers: true, not_by_operator: true };
const APPROVALS = '/items/os_proposal_approvals';

let database: FurtherDatabase;
let admin: Api;
let operator: Api;
let viewer: Api;

beforeAll(async () => {
	database = await createFurtherDatabase('council');
	const { url } = await database.start({ AXIS_PROFILE: await writeProfile('council', { ratification: RULES }) });
	await setupHost({ url, password: PASSWORD });
	[admin, operator, viewer] = await Promise.all([apiOf('admin', url), apiOf('operator', url), apiOf('viewer', url)]);
	const policies = (await admin.get<{ id: string }[]>('/policies?filter[name][_in]=Operator,Viewer')).data;
	const grants = policies.flatMap(({ id }) =>
		['create', 'read', 'update'].map((action) => ({
			policy: id,
			collection: 'os_proposal_approvals',
			action,
			fields: ['*'],
		})),
	);
	expect(verdict(await admin.send('POST', '/permissions', grants))).toBe('200');
});
afterAll(() => database.drop());

async function sign(who: Api, email: string | null, esignature_agreement = true): Promise<string> {
	const answer = await who.send<{ id: string }>('POST', APPROVALS, { email, esignature_agreement });
	expect(verdict(answer)).toBe('200');
	return answer.data.id;
}
const gate = async (who: Api) => (await who.get<GateStatus>('/axis/gate')).data;
const codesOf = (blockers: readonly Blocker[]) => blockers.map(({ code, actual }) => [code, actual]);

it('what the operator signed opens the gate for others, not for themselves', async () => {
	await sign(operator, 'bob@example.com');
	await sign(viewer, 'eve@example.com');
	expect(await gate(admin)).toMatchObject({ status: 'READY', ratification_count: 2 });
	const own = await gate(operator);
	expect(own).toMatchObject({ status: 'BLOCKED', ratification_count: 1 });
	expect(codesOf(own.blockers)).toEqual([
		['ratification', 1],
		['ratification_by_operator', 1],
	]);
	const apply = await operator.send('POST', '/axis/apply/1', {});
	expect(verdict(apply)).toBe('423 AXIS_GATE_CLOSED');
	expect(apply.errors?.[0]?.message).toContain('1 of 2 rows do not count (ratification.not_by_operator)');
});

it('neither does what carries their e-mail, what they changed, what nobody is known to have created, nor a second one of a signer', async () => {
	await database.db('os_proposal_approvals').delete();
	await sign(admin, ' Operator@Example.com');
	const changed = await sign(admin, 'cy@example.com', false);
	expect(codesOf((await gate(operator)).blockers)).toEqual([
		['ratification', 0],
		['ratification_agreement', 1],
		['ratification_by_operator', 1],
	]);
	await operator.send('PATCH', `${APPROVALS}/${changed}`, { esignature_agreement: true });
	await database.db('os_proposal_approvals').insert({ email: 'ghost@example.com', esignature_agreement: true });
	await sign(admin, 'ada@example.com');
	await sign(admin, 'ADA@example.com ');
	expect(codesOf((await gate(operator)).blockers)).toEqual([
		['ratification', 1],
		['ratification_by_operator', 3],
		['ratification_same_signer', 1],
	]);
	const preflight = await operator.get<{ checks: object[] }>('/axis/preflight');
	expect(preflight.data.checks).toContainEqual({ name: 'ratification_count', expected: 2, actual: 1, ok: false });
	expect(verdict(await operator.send('POST', '/axis/apply/1', {}))).toBe('423 AXIS_GATE_CLOSED');
});

it('two addresses that one user typed are one signer, and so are two spellings of one address', async () => {
	const oneSigner = [
		['ratification', 1],
		['ratification_by_operator', 3],
		['ratification_same_signer', 2],
	];
	const invented = await sign(admin, 'chair@example.org');
	expect(codesOf((await gate(operator)).blockers)).toEqual(oneSigner);
	await database.db('os_proposal_approvals').where({ id: invented }).delete();
	const respelt = await sign(viewer, 'Ada+council@example.com\u00a0');
	expect(codesOf((await gate(operator)).blockers)).toEqual(oneSigner);
	await database.db('os_proposal_approvals').where({ id: respelt }).delete();
});

it('a signature that was withdrawn does not come back with a row of its id', async () => {
	const id = await sign(viewer, 'eve@example.com');
	expect(await gate(operator)).toMatchObject({ status: 'READY', ratification_count: 2 });
	expect(verdict(await admin.send('DELETE', `${APPROVALS}/${id}`))).toBe('204');
	// As a Flow in nobody's name does.
	await database.db('os_proposal_approvals').insert({ id, email: 'eve@example.com', esignature_agreement: true });
	expect(await gate(operator)).toMatchObject({ status: 'BLOCKED', ratification_count: 1 });
	await database.db('os_proposal_approvals').where({ id }).delete();
	// Neither with one that somebody signed in makes: the log then names two creators.
	expect(verdict(await viewer.send('POST', APPROVALS, { id, email: 'eve@example.com', esignature_agreement: true }))).toBe('200');
	expect(await gate(operator)).toMatchObject({ status: 'BLOCKED', ratification_count: 1 });
	await database.db('os_proposal_approvals').where({ id }).delete();
});

it('a second signer opens the gate, and the trigger goes by the rules that need no operator', async () => {
	await sign(viewer, 'dan@example.com');
	expect(await gate(operator)).toMatchObject({ status: 'READY', ratification_count: 2 });
	const { data } = await operator.send<RunAnswer>('POST', '/axis/apply', { ratified_apr: 'APR-BOOT-AUTHMODEL-1', through: 2 });
	expect(data.run.status).toBe('passed');
	expect((await operator.get<{ status: string }>('/axis/verify')).data.status).toBe('PASS');
	await database.db('os_proposal_approvals').whereNot({ email: 'dan@example.com' }).delete();
	// An approval is an act of its time: it counts on when its signer has left.
	const { id: signer } = await database.db('directus_users').where({ email: 'viewer@example.com' }).first('id');
	expect(verdict(await admin.send('PATCH', `/users/${signer}`, { status: 'suspended' }))).toBe('200');
	expect(await gate(operator)).toMatchObject({ ratification_count: 1 });
	await expect(database.db.raw('delete from axis_value')).rejects.toMatchObject({ code: 'AX001' });
	expect(verdict(await admin.send('POST', '/items/axis_registry', { axis_code: 'x' }))).toBe('423 AXIS_GATE_CLOSED');
});

it('temporary tables on the connections of Directus open nothing', async () => {
	const signed = [await sign(admin, 'ada@example.com'), await sign(viewer, 'bob@example.com')];
	await database.db.raw(`
		create table double as select * from os_proposal_approvals where id in ('${signed.join("','")}');
		create function plant() returns trigger language plpgsql as $$ begin
			create temporary table if not exists os_proposal_approvals as select * from double;
			return new;
		end $$;
		create trigger plant before insert on directus_folders for each row execute function plant()`);
	await database.db('os_proposal_approvals').delete();
	await Promise.all(Array.from({ length: 20 }, (_folder, index) => admin.send('POST', '/folders', { name: `folder ${index}` })));
	const seen = await Promise.all(Array.from({ length: 10 }, () => admin.get<unknown[]>(APPROVALS)));
	expect(Math.max(...seen.map(({ data }) => data.length))).toBe(2);

	for (let time = 0; time < 10; time++) {
		expect(await gate(operator)).toMatchObject({ status: 'BLOCKED', ratification_count: 0 });
	}
	expect(verdict(await admin.send('POST', '/items/axis_registry', { axis_code: 'x' }))).toBe('423 AXIS_GATE_CLOSED');
	const field = { field: 'shadow', type: 'string', schema: {} };
	expect(verdict(await admin.send('POST', '/fields/axis_value', field))).toBe('423 AXIS_GATE_CLOSED');
});
