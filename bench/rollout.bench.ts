/** The whole rollout with its verification: through the endpoint, as the packet through psql, and as a sqitch project of the same text. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderedTiers } from '../src/tier/tiers';
import { apiOf, type Api } from '../test/e2e/support/api';
import { TEMPLATE } from '../test/e2e/support/global-setup';
import { createDatabase, databaseUrl, dropDatabase } from '../test/e2e/support/postgres';
import { connect, ratify, resetRollout } from '../test/e2e/support/rollout';
import { PSQL, runPsql, writeTestPacket, type Packet } from '../test/postgres/packet/psql';
import { testProfile } from '../test/postgres/support/database';
import { alternate, clock, report, type Alternative } from './measure';
import { hasSqitch, writeSqitchProject, type SqitchProject } from './sqitch';
import { lane } from '../test/e2e/support/lane';

const ROUNDS = 7;
const APPROVAL = 'APR-BOOT-AUTHMODEL-1';
const TIERS = orderedTiers(['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan']);
/** The packet and the sqitch project run on clones of this name, made anew for each round. */
const CLONE = 'axis_bench';

const db = connect();
let admin: Api;
let packet: Packet;
let project: SqitchProject | null = null;

beforeAll(async () => {
	admin = await apiOf('admin');
	await ratify(admin);
	packet = await writeTestPacket(testProfile(CLONE));
	if (hasSqitch()) project = await writeSqitchProject(TIERS);
});
afterAll(async () => {
	await resetRollout(admin, db);
	await db.destroy();
	await packet.remove();
	await project?.remove();
});

it('the whole rollout', async (context) => {
	if (PSQL === null) return context.skip('There is no psql on PATH or in /usr/lib/postgresql');
	const alternatives: Alternative[] = [
		{ name: 'endpoint', run: applyByEndpoint },
		{ name: 'packet through psql', run: () => onClone((url) => applyByPsql(url)) },
	];
	const sqitch = project;
	if (sqitch) {
		alternatives.push({ name: 'sqitch deploy --verify', run: () => onClone((url) => applyBySqitch(sqitch, url)) });
	} else {
		console.log('sqitch is not installed: left out.');
	}
	const times = await alternate(alternatives, ROUNDS, 1);
	report('Tiers 1–6 and verification', times, 'packet through psql', 'endpoint ÷ psql at most 1.25, and at most half of sqitch');
	expect(times.get('endpoint')).toHaveLength(ROUNDS);
});

async function applyByEndpoint(): Promise<number> {
	const took = await clock(async () => {
		const answer = await admin.send('POST', '/axis/apply', { ratified_apr: APPROVAL });
		if (answer.status !== 200) throw new Error(answer.text);
	});
	const back = await admin.send('POST', '/axis/rollback', {});
	if (back.status !== 200) throw new Error(back.text);
	return took;
}

// One session, the tiers and the verification alone: the endpoint's apply has no preflight either.
async function applyByPsql(url: string): Promise<number> {
	const files = (await readdir(packet.dir)).filter((name) => /^[1-9]\d_.*\.sql$/.test(name) && !name.startsWith('99')).sort();
	const given = ['ON_ERROR_STOP=1', `ratified_apr=${APPROVAL}`, 'actor=bench'].flatMap((variable) => ['-v', variable]);
	return clock(async () => {
		const { status, stderr } = runPsql(['-X', ...given, '-d', url, ...files.flatMap((name) => ['-f', name])], packet.dir);
		if (status !== 0) throw new Error(`psql: ${stderr}`);
	});
}

async function applyBySqitch(sqitch: SqitchProject, url: string): Promise<number> {
	sqitch.deploy(url, 'start');
	return clock(async () => sqitch.deploy(url, TIERS.at(-1)?.name ?? ''));
}

async function onClone(work: (url: string) => Promise<number>): Promise<number> {
	const { postgresUrl } = lane();
	await createDatabase(postgresUrl, CLONE, TEMPLATE);
	const url = databaseUrl(postgresUrl, CLONE);
	try {
		runPsql(['-X', '-q', '-d', url, '-c', `insert into os_proposal_approvals (organization) values ('Council')`], '.');
		return await work(url);
	} finally {
		await dropDatabase(postgresUrl, CLONE);
	}
}
