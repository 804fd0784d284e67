/**
 * Requests of every kind on every route, before tier 1 and after tier 6, the gate shut. Whatever is sent is answered, never with a server error, in
 * Directus' shape, with what the OpenAPI document describes; what is refused changes nothing; the process stays the same one.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setupHost } from '../../host/setup/setup-host.mjs';
import { apiOf, signIn, type Api } from '../e2e/support/api';
import { createFurtherDatabase, type FurtherDatabase, type FurtherHost } from '../e2e/support/further-host';
import { PASSWORD } from '../e2e/support/global-setup';
import { writeProfile } from '../e2e/support/majors';
import { applyTiers, shutGate } from '../e2e/support/rollout';
import { fingerprint } from '../postgres/support/fingerprint';
import { markdownTable, recordSection } from '../support/generated-section';
import { inFull, length } from '../support/length';
import { OPERATIONS, type Operation } from '../support/openapi/document';
import { keepTiers } from './support/harmless';
import { judge } from './support/judge';
import { requestsFor, type FuzzRequest } from './support/requests';
import { createSender, inParallel, type Send } from './support/send';
import { Tally } from './support/tally';

const SEED = Number(process.env.AXIS_FUZZ_SEED ?? 20_261_121);
const OF_EACH = length('fuzz', { short: 120, full: 5000 });
const AT_ONCE = 8;
/** Of files the server takes three of one user at once, and refuses more as busy. */
const FILES_AT_ONCE = 3;
const MINUTES = 60_000;
/** Share of the requests that slow routes get in a short run: a rehearsal that is let in makes all tiers, the others ask every check. */
const SHARE: Readonly<Record<string, number>> = {
	'POST /axis/rehearse': 0.05,
	'POST /axis/rollback': 0.2,
	'POST /axis/plan/seal': 0.2,
	'GET /axis/preflight': 0.2,
	'GET /axis/plan': 0.2,
	'GET /axis/rollback/foresight': 0.2,
	'GET /axis/verify': 0.2,
	'GET /axis/invariants': 0.2,
};

let database: FurtherDatabase;
let host: FurtherHost;
let admin: Api;
let send: Send;
let cursors: string[];
const tally = new Tally();
const own = new Tally();

beforeAll(async () => {
	database = await createFurtherDatabase('fuzz');
	host = await database.start({
		AXIS_PROFILE: await writeProfile('fuzz'),
		ACCESS_TOKEN_TTL: '2h',
		// It answers 503 when the machine is busy, which says nothing about the request.
		PRESSURE_LIMITER_ENABLED: 'false',
	});
	const { url } = host;
	await setupHost({ url, password: PASSWORD });
	admin = await apiOf('admin', url);
	cursors = await database.db('gov_worker_cursor').pluck('name');
	const tokens = {
		admin: await signIn('admin', url),
		operator: await signIn('operator', url),
		viewer: await signIn('viewer', url),
	};
	send = createSender(url, { ...tokens, nobody: null, garbage: 'no.such.token' }, AT_ONCE);
});
afterAll(() => database.drop());

describe.each([
	{ state: 'before tier 1', tiers: [] },
	{ state: 'after tier 6', tiers: [1, 2, 3, 4, 5, 6] },
])('$state, the gate shut', ({ tiers }) => {
	let before: string;
	beforeAll(async () => {
		await applyTiers(admin, tiers);
		await shutGate(database.db);
		before = await state();
	});

	it.each(OPERATIONS)('$name: nothing breaks, whatever is sent', { timeout: 40 * MINUTES }, async (operation) => {
		const requests = generate(operation, tiers.length);
		await inParallel(requests, operation.takesCsv ? FILES_AT_ONCE : AT_ONCE, ask);
		expect(tally.faults(operation.name)).toEqual([]);
	});

	it('what was read and what was refused changed nothing', async () => {
		expect(await state()).toBe(before);
	});
});

it('the process is the same, and nothing was left unhandled', () => {
	const log = host.log();
	expect(host.process.exitCode).toBeNull();
	expect(log).not.toMatch(/unhandled|uncaught|MaxListeners/i);
	// Directus logs what it threw itself, with a stack; none leads through the bundle.
	expect(log).not.toMatch(/at .*directus-extension-axis-coverage.*api\.js/);
});

it('requests of every kind did get through', async () => {
	for (const status of ['200', '400', '401', '403', '404', '409', '423']) expect(tally.of(status), status).toBeGreaterThan(0);
	const memory = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${host.process.pid}/status`, 'utf8'))?.[1];
	process.stdout.write(
		[
			`\nFuzz, seed ${SEED}: ${tally.total()} requests, ${Math.round(Number(memory) / 1024)} MB resident at the end`,
			...tally.rows().map(([route, count, statuses]) => `  ${route.padEnd(50)} ${count.padStart(6)}  ${statuses}`),
			...own.rows().map(([name, , statuses]) => `  Directus' own, on any path: ?${name}  ${statuses}`),
			'',
		].join('\n'),
	);
	expect(tally.faults()).toEqual([]);
	if (inFull('fuzz')) await recordSection('docs/evidence/fuzz.md', 'fuzz', figures());
});

function figures(): string {
	const rows = tally.rows().map(([route, count, statuses]) => [`\`${route}\``, count, statuses]);
	return [
		`${tally.total()} requests, seed ${SEED}: no answer with a server error that the bundle made, none that the OpenAPI document does not describe, the process the same.`,
		markdownTable(['made for', 'requests', 'answers'], rows),
		`"500 of Directus": Directus answers the same query with 500 on a path that is nobody's too: ${own
			.rows()
			.map(([name]) => `\`?${name}\``)
			.join(', ')}.`,
	].join('\n\n');
}

/** The same requests for the same seed, half of them in each state. */
function generate(operation: Operation, applied: number): FuzzRequest[] {
	const share = inFull('fuzz') ? 1 : (SHARE[operation.name] ?? 1);
	const numRuns = Math.ceil((OF_EACH * share) / 2);
	const requests = fc.sample(requestsFor(operation), { numRuns, seed: SEED + OPERATIONS.indexOf(operation) * 10 + applied });
	return applied === 0 ? requests : requests.map(keepTiers);
}

async function ask(request: FuzzRequest): Promise<void> {
	const route = request.operation.name;
	try {
		const answer = await send(request);
		const isOwn = answer.status >= 500 && (await isDirectusOwn(request, answer.status));
		const fault = isOwn ? '' : judge(request, answer);
		if (fault !== '') tally.wrong(request, fault, answer.text);
		tally.count(route, labelOf(request, answer.status, isOwn));
	} catch (error) {
		tally.count(route, 'no answer');
		tally.wrong(request, `no answer: ${String(error)}`, '');
	}
}

// Express answers OPTIONS itself: that is no 200 of the route.
function labelOf({ method }: FuzzRequest, status: number, isOwn: boolean): string {
	return isOwn ? `${status} of Directus` : method === 'OPTIONS' ? `OPTIONS ${status}` : String(status);
}

/** A server error is Directus' own when a path that is nobody's has it too. Counts the parameters of the query that alone bring it about. */
async function isDirectusOwn(request: FuzzRequest, status: number): Promise<boolean> {
	const [, ...query] = request.target.split('?');
	const elsewhere = async (text: string) => (await send({ ...request, target: `/no-such-endpoint?${text}` })).status === status;
	for (const parameter of query.join('?').split('&')) {
		if (await elsewhere(parameter)) own.count(parameter.replace(/[[=].*$/, ''), String(status));
	}
	return elsewhere(query.join('?'));
}

/** Catalog and rows, without the cursors that were moved here (that is what their route is for) and the sequences that rehearsals leave moved. */
async function state(): Promise<string> {
	await database.db('gov_worker_cursor').whereNotIn('name', cursors).delete();
	return fingerprint(database.db, (name) => name.startsWith('directus_') || name.endsWith('_seq'));
}
