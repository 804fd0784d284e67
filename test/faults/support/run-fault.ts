/** One run: an operation, a fault at its time, the healing, and everything that is looked at afterwards. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Boundaries } from './boundaries';
import { checkAftermath, checkEnd, checkNextCall } from './checks';
import { lastRunNo } from './ledger';
import { send, type Operation, type Told } from './operations';
import type { PlannedRun } from './plan';
import type { RunRecord } from './report';
import type { World } from './world';

/** Longest that a caller may wait for an answer once the fault is healed, ms. Beyond it the call counts as hung. */
const HUNG_MS = 20_000;

/** How long the operation takes without a fault, ms. */
export type Durations = (operation: Operation) => number;

/** Runs it and answers what happened; its `problems` are empty when all is as it must be. */
export async function runFault(world: World, boundaries: Boundaries, durations: Durations, run: PlannedRun): Promise<RunRecord> {
	const { kind, operation } = run;
	const started = performance.now();
	const runNo = await lastRunNo(world.db);
	await kind.prepare?.(world);

	const { told, ...hit } = await strikeDuring(world, durations(operation), run);
	const problems = told.status === -1 ? ['the call hangs'] : [];
	const ended = world.directusEnded();
	if (ended !== null) problems.push(`Directus ended (${ended}): ${world.log().slice(-2000)}`);
	await world.ensureDirectus();

	const aftermath = await checkAftermath(world, boundaries, { operation, told, runNo });
	problems.push(...aftermath.problems, ...(await checkNextCall(world, operation, aftermath.standing)));
	const scans = operation.name === 'scan' ? aftermath.standing.scans + 1 : 0;
	problems.push(...(await checkEnd(world, boundaries, { tiers: operation.to, scans })));
	if (operation.name === 'scan') {
		const undone = await send(world.admin, { path: `/axis/rollback/${operation.to}`, body: {} });
		if (undone.status !== 200) problems.push(`the scans were not rolled back: ${undone.message}`);
	}
	const steps = Math.abs(aftermath.standing.tiers - operation.from) + (operation.name === 'scan' ? aftermath.standing.scans : 0);
	const whole = Math.abs(operation.to - operation.from) + (operation.name === 'scan' ? 1 : 0);
	const seconds = (performance.now() - started) / 1000;
	return { number: run.number, kind: kind.name, operation: operation.name, ...hit, told, steps, whole, seconds, problems };
}

/** Calls the operation, strikes at the time, heals, and waits for the answer. */
async function strikeDuring(
	world: World,
	durationMs: number,
	{ kind, operation, at, random }: PlannedRun,
): Promise<Pick<RunRecord, 'when' | 'struck' | 'told'>> {
	let phase: RunRecord['when'] = 'before';
	const call = async (): Promise<Told> => {
		await sleep(Math.max(0, -at * durationMs));
		phase = 'inside';
		const answer = await send(world.admin, operation);
		phase = 'after';
		return answer;
	};
	const answered = call();
	await sleep(Math.max(0, at * durationMs));
	const untilAnswered = (ms: number) => Promise.race([answered.then(() => undefined), sleep(ms)]);

	// A COMMIT that meets its fate, or a session that is waited for, is struck later than this line.
	const begun = phase;
	const struck = await kind.strike({ world, operation, random, untilAnswered, isOver: () => phase === 'after' });
	const when = begun === 'before' && struck && phase !== 'before' ? 'inside' : begun;
	await kind.heal(world);
	const hung = sleep(HUNG_MS).then((): Told => ({ status: -1, code: null, message: 'no answer in time', committedTiers: 0 }));
	return { when, struck, told: await Promise.race([answered, hung]) };
}
