/** An attempt that is made on several tables: it is refused where every one of them refuses, and names those that do not. */
import { triedIn } from './try-path';
import type { Bench } from './attempt';
import { outcomeOf } from './outcome';

/**
 * Fulfils with the names of the tables that let it pass, or with nothing where all did. Errors: the refusal, where all refused; what says nothing
 * about the gate.
 */
export async function overTables(
	bench: Bench,
	tables: readonly string[],
	write: (bench: Bench, table: string) => Promise<unknown>,
): Promise<string | void> {
	const passed: string[] = [];
	let refusal: unknown;
	for (const table of tables) {
		try {
			await triedIn(bench.trx, (trx) => write({ ...bench, trx }, table));
			passed.push(table);
		} catch (error) {
			const { kind } = outcomeOf(error);
			if (kind === 'passed') passed.push(table);
			else if (kind === 'gate') refusal = error;
			else throw error;
		}
	}
	if (passed.length === 0) throw refusal;
	if (passed.length < tables.length) return passed.join(', ');
}
