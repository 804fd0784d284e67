/** Counts what a tier moves, before and after it, and compares with what its file declares. */
import type { Knex } from 'knex';
import type { Check, Delta } from '../contract';
import { quoteIdentifier } from '../db/identifiers';
import { queryRows } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import countStructure from './sql/count-structure.sql';
import knownRelations from './sql/known-relations.sql';
import type { ExpectedDelta, TierFile } from './tier-file';

export type Counts = ReadonlyMap<string, number>;

/** Counts the objects of a tier: rows of relations (0 where one does not exist), and `tables`, `views`, `functions` of the schema. */
export async function countObjects(trx: Knex, file: TierFile): Promise<Counts> {
	const structure = file.deltas.some(({ object }) => isStructure(object)) ? (await queryRows(trx, countStructure))[0] : undefined;
	const objects = [...file.deltas.map((delta) => delta.object), ...file.observed];
	const rows = await countRows(
		trx,
		objects.filter((object) => !isStructure(object)),
	);
	return new Map(objects.map((object) => [object, isStructure(object) ? Number(structure?.[object]) : (rows.get(object) ?? 0)]));
}

export function toDeltas(before: Counts, after: Counts): Delta[] {
	return [...after].map(([object, count]) => ({ object, before: before.get(object) ?? 0, after: count }));
}

/** What a tier is expected to move, in numbers. */
export function expectedDeltas(file: TierFile, variables: Variables): { object: string; delta: number }[] {
	return file.deltas.map(({ object, delta }) => ({ object, delta: resolveDelta(delta, variables) }));
}

/** Compares the deltas with what the file declares, or with its opposite after a rollback. */
export function deltaChecks(file: TierFile, deltas: readonly Delta[], variables: Variables): Check[] {
	return expectedDeltas(file, variables).map(({ object, delta }) => {
		const found = deltas.find((item) => item.object === object);
		const actual = found ? found.after - found.before : 0;
		return { name: `delta_${object}`, expected: delta, actual, ok: actual === delta };
	});
}

function resolveDelta(delta: ExpectedDelta['delta'], variables: Variables): number {
	if (typeof delta === 'number') return delta;
	const value = variables[delta];
	if (typeof value !== 'number') throw new SyntaxError(`A tier file names "${delta}", which is no number of the run`);
	return value;
}

function isStructure(object: string): boolean {
	return object === 'tables' || object === 'views' || object === 'functions';
}

/** Of the relations that exist. */
async function countRows(trx: Knex, relations: readonly string[]): Promise<Counts> {
	const known = await queryRows(trx, knownRelations, { relations: JSON.stringify(relations) });
	if (known.length === 0) return new Map();
	const counts = known.map(({ place, name }) => `(select count(*) from ${quoteIdentifier(String(name))}) as "${Number(place)}"`);
	const [row] = await queryRows(trx, `select ${counts.join(', ')}`);
	return new Map(known.map(({ place, name }) => [String(name), Number(row?.[Number(place)])]));
}
