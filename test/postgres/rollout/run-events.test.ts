/** What a run is told of while it runs: by the ledger to every instance, tier by tier. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/contract';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { Observer, RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import { rehearse } from '../../../src/rollout/rehearse';
import { followRun } from '../../../src/run/run-events';
import { contextFor, ratify, type TestDatabase } from '../support/database';
import { outcomeOf } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('fresh');
	context = contextFor(database);
});
afterEach(() => database.drop());

const NEVER = new AbortController().signal;

/** "1 started", "1 finished passed", … between the words of the run itself. */
const short = ({ event, data }: RunEvent) =>
	event === 'tier'
		? [data.tier, data.state, data.result?.status].filter((word) => word !== undefined).join(' ')
		: `${event} ${data.status}`;

/** A step of the run holds here until somebody lets it go. */
function holdAt(tier: number): { observe: Observer; reached: Promise<void>; release: () => void } {
	const [reached, held] = [createLatch(), createLatch()];
	const observe: Observer = async (step) => {
		if (step.tier !== tier || step.section !== 'change') return;
		reached.open();
		await held.opened;
	};
	return { observe, reached: reached.opened, release: held.open };
}

function createLatch(): { opened: Promise<void>; open: () => void } {
	let open = () => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open: () => open() };
}

async function runningRun(): Promise<string> {
	const { runs } = await listRuns(database.db, { limit: 1, offset: 0 }, { status: 'running', steps: false });
	return runs[0]?.id ?? '';
}

it('a run of several tiers is told tier by tier over another connection, while it runs', async () => {
	await ratify(database.db);
	const { observe, reached, release } = holdAt(2);
	const applying = applyAll({ ...context, observe }, { ...REQUEST, ratifiedApr: 'APR-BOOT-AUTHMODEL-1' }, 2);
	await reached;
	const told: string[] = [];
	for await (const event of followRun(database.connect(), await runningRun(), NEVER)) {
		told.push(short(event));
		if (told.at(-1) === '2 started') release();
	}
	await applying;
	expect(told).toEqual(['run running', '1 started', '1 finished passed', '2 started', '2 finished passed', 'ended passed']);
});

it('the tiers of a rehearsal are told while it runs, although nothing of it is committed', async () => {
	const { observe, reached, release } = holdAt(2);
	const rehearsing = rehearse({ ...context, observe }, REQUEST, 2);
	await reached;
	const told: string[] = [];
	for await (const event of followRun(database.connect(), await runningRun(), NEVER)) {
		told.push(short(event));
		if (told.at(-1) === '2 started') release();
	}
	await rehearsing;
	expect(told).toEqual(['run running', '1 started', '1 finished passed', '2 started', '2 finished passed', 'ended passed']);
});

it('a run that has ended is told from its start, and a refused one without tiers passed', async () => {
	await outcomeOf(applyTier(context, REQUEST, '1'));
	const { runs } = await listRuns(database.db, { limit: 1, offset: 0 });
	const told: string[] = [];
	for await (const event of followRun(database.db, runs[0]?.id ?? '', NEVER)) told.push(short(event));
	expect(told).toEqual(['run refused', '1 started', '1 finished', 'ended refused']);
});

it('who stops listening is told no more, and the run goes on', async () => {
	await ratify(database.db);
	const { observe, reached, release } = holdAt(1);
	const applying = applyTier({ ...context, observe }, REQUEST, '1');
	await reached;
	const away = new AbortController();
	const told: string[] = [];
	for await (const event of followRun(database.db, await runningRun(), away.signal)) {
		told.push(short(event));
		if (event.event === 'tier') away.abort();
	}
	release();
	expect((await applying).run.status).toBe('passed');
	expect(told).toEqual(['run running', '1 started']);
});

it.each(['7829a71b-0000-4000-8000-000000000000', 'x', ''])('there is no run "%s" to follow', async (id) => {
	await expect(followRun(database.db, id, NEVER).next()).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_RUN' });
});

it('runs are listed by status, and without the steps of others', async () => {
	await ratify(database.db);
	await applyAll(context, { ...REQUEST, ratifiedApr: 'APR-BOOT-AUTHMODEL-1' }, 1);
	await outcomeOf(applyTier(context, REQUEST, '1'));
	const list = async (filter: object) => {
		const { runs, total } = await listRuns(database.db, { limit: 10, offset: 0 }, filter);
		expect(runs).toHaveLength(total);
		return runs.map(({ status, part_of }) => `${status}${part_of === null ? '' : ' step'}`);
	};
	expect(await list({})).toEqual(['refused', 'passed step', 'passed']);
	expect(await list({ steps: false })).toEqual(['refused', 'passed']);
	expect(await list({ status: 'passed' })).toEqual(['passed step', 'passed']);
	expect(await list({ status: 'running' })).toEqual([]);
});
