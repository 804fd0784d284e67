/** What must be so after a fault, and after the next call. Every check answers what is wrong, a line each; nothing is wrong in an empty list. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readState, type Boundaries, type Standing } from './boundaries';
import { replay, rowsAfter, runningRuns } from './ledger';
import { inWords, send, type Operation, type Told } from './operations';
import { leftovers } from './sessions';
import type { World } from './world';

/** Longest that sessions of a broken connection may live on, and that a call may fail because of what is over, ms. */
const PATIENCE_MS = 10_000;

export interface Aftermath {
	problems: string[];
	standing: Standing;
	/** Runs that the operation recorded. */
	recorded: number;
}

/** After the fault was healed, before anything else is asked: boundary, ledger, answer, sessions. */
export async function checkAftermath(
	world: World,
	boundaries: Boundaries,
	{ operation, told, runNo }: { operation: Operation; told: Told; runNo: number },
): Promise<Aftermath> {
	const problems = await untilNone(() => leftovers(world.db));
	const rows = await rowsAfter(world.db, runNo);
	const standing: Standing = { tiers: operation.from, scans: await countScans(world) };
	try {
		standing.tiers = replay(operation.from, rows);
	} catch (error) {
		problems.push(`the ledger contradicts itself: ${String(error)}`);
	}
	const differs = boundaries.compare(standing, await readState(world.db));
	if (differs !== null) problems.push(`the database is not where the ledger says: ${differs}`);
	problems.push(...checkAnswer(operation, told, standing, rows.length), ...(await checkReports(world)));
	return { problems, standing, recorded: rows.length };
}

/** What the caller was told is true, and is the bundle's own word where the bundle had begun. */
export function checkAnswer(operation: Operation, told: Told, standing: Standing, recorded: number): string[] {
	const done = Math.abs(standing.tiers - operation.from) + standing.scans;
	const whole = Math.abs(operation.to - operation.from) + (operation.name === 'scan' ? 1 : 0);
	const said = `told ${inWords(told)} (${told.message})`;
	if (told.status === 0) return [];
	if (told.status === 200) return done === whole ? [] : [`${said}, and ${done} of ${whole} steps are there`];
	if (told.code === 'AXIS_OUTCOME_UNKNOWN')
		return done === told.committedTiers || done === told.committedTiers + 1 ? [] : [`${said}, and ${done} steps are there`];
	const untrue = done === told.committedTiers ? [] : [`${said}, and ${done} steps are there`];
	const unclear = told.code?.startsWith('AXIS_') === true || recorded === 0 ? [] : [`${said}: unclear`];
	return [...untrue, ...unclear];
}

/** Calls the operation again until it has come to its end; answers how often that took. */
export async function checkNextCall(world: World, operation: Operation, standing: Standing): Promise<string[]> {
	if (standing.tiers === operation.to && !['rehearse', 'scan'].includes(operation.name) && !operation.isSequence) return [];
	let told = await send(world.admin, operation);
	for (const end = Date.now() + PATIENCE_MS; told.status !== 200 && Date.now() < end; told = await send(world.admin, operation))
		await sleep(100);
	return told.status === 200 ? [] : [`the next call was told ${inWords(told)} (${told.message})`];
}

/** When all is over: the end of the operation is there, and nothing of the fault. */
export async function checkEnd(world: World, boundaries: Boundaries, standing: Standing): Promise<string[]> {
	const problems = await untilNone(() => leftovers(world.db));
	const differs = boundaries.compare(standing, await readState(world.db));
	if (differs !== null) problems.push(`after the next call: ${differs}`);
	const running = await runningRuns(world.db);
	if (running.length > 0) problems.push(`still marked running: ${running.join(', ')}`);
	const ended = world.directusEnded();
	if (ended !== null) problems.push(`Directus ended (${ended}): ${world.log().slice(-2000)}`);
	return [...problems, ...(await checkReports(world))];
}

/** The bundle's own reports: verification and chain. */
async function checkReports({ admin }: World): Promise<string[]> {
	return untilNone(async () => {
		const problems: string[] = [];
		for (const path of ['/axis/verify', '/axis/runs/chain']) {
			const answer = await admin.get<{ status: string } | undefined>(path).catch((error: unknown) => String(error));
			if (typeof answer === 'string') problems.push(`GET ${path}: ${answer}`);
			// Where every tier was rolled back there is nothing that could hold.
			else if (!['PASS', 'NOT_APPLIED'].includes(answer.data?.status ?? ''))
				problems.push(`GET ${path}: ${answer.text.slice(0, 500)}`);
		}
		return problems;
	});
}

/** Scans after the baseline. */
async function countScans({ db }: World): Promise<number> {
	const { rows: present } = await db.raw(`select to_regclass('governance_scan_run') is not null as present`);
	if (present[0].present !== true) return 0;
	const { rows } = await db.raw('select count(*)::integer as scans from governance_scan_run');
	return Math.max(0, Number(rows[0].scans) - 1);
}

/** Asks until nothing is wrong; what is wrong in the end. */
async function untilNone(look: () => Promise<string[]>): Promise<string[]> {
	for (const end = Date.now() + PATIENCE_MS; ; await sleep(25)) {
		const found = await look();
		if (found.length === 0 || Date.now() > end) return found;
	}
}
