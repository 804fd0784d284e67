/** Undisturbed rounds before the faults: they note every boundary, hold that it comes again, and measure how long operations take. */
import { ratify } from '../../e2e/support/rollout';
import { readState, type Boundaries } from './boundaries';
import { LAST_TIER, operationsAt, send, type Operation } from './operations';
import type { Durations } from './run-fault';
import type { World } from './world';

/** Leaves no tier applied, the gate open. */
export async function measureRounds(world: World, boundaries: Boundaries): Promise<Durations> {
	const measured = new Map<string, number>();
	const keyOf = ({ name, from }: Operation) => `${name} ${from}`;
	const perform = async (operation: Operation) => {
		const started = performance.now();
		const told = await send(world.admin, operation);
		if (told.status !== 200) throw new Error(`${operation.path} was refused without a fault: ${told.message}`);
		measured.set(keyOf(operation), performance.now() - started);
	};
	const note = async (tiers: number, scans = 0) => boundaries.note({ tiers, scans }, await readState(world.db));

	await ratify(world.admin);
	// Twice: the first round warms up, the second holds that each boundary comes again.
	for (let round = 0; round < 2; round++) {
		await note(0);
		for (let tiers = 0; tiers < LAST_TIER; tiers++) {
			const operations = operationsAt(tiers);
			for (const name of ['rehearse', 'apply a tier'])
				for (const one of operations.filter((o) => o.name === name)) await perform(one);
			await note(tiers + 1);
		}
		const [scan] = operationsAt(LAST_TIER).filter(({ name }) => name === 'scan');
		for (const scans of [1, 2]) {
			if (scan) await perform(scan);
			await note(LAST_TIER, scans);
		}
		for (let tiers = LAST_TIER; tiers > 0; tiers--) {
			for (const one of operationsAt(tiers).filter(({ name }) => name === 'roll back a tier')) await perform(one);
			await note(tiers - 1);
		}
	}
	return (operation) => {
		const known = measured.get(keyOf(operation));
		if (known !== undefined) return known;
		// A sequence takes as long as its steps.
		const step = operation.name === 'apply all' ? 'apply a tier' : 'roll back a tier';
		const [low, high] = operation.from < operation.to ? [operation.from, operation.to] : [operation.to + 1, operation.from + 1];
		let sum = 50;
		for (let tiers = low; tiers < high; tiers++) sum += measured.get(`${step} ${tiers}`) ?? 0;
		return sum;
	};
}
