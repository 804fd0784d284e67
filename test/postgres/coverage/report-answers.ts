/** What the reports answer to a question, read as the routes read them and in pages; and what the model answers to it. */
import type { Knex } from 'knex';
import { expect } from 'vitest';
import { readCells, readObject } from '../../../src/coverage/cells';
import { COUNTED_BY, readCounts, readCoverage } from '../../../src/coverage/counts';
import type { CellFilter } from '../../../src/coverage/filter';
import { readMatrix, readMatrixPage } from '../../../src/coverage/page';
import type { MatrixPage, ObjectCell } from '../../../src/contract';
import type { Listing, Page } from '../../../src/db/listing';
import { isWaived, sameCell, type Answer } from '../support/model';
import { keptCells, matrixOf, matrixPageOf } from '../support/matrix-model';
import {
	axesOf,
	gapsOf,
	groupsOf,
	nearestFirst,
	objectsOf,
	ownersOf,
	sceneOf,
	valuesOf,
	type Scene,
} from '../support/report-model';
import type { ObjectRef } from '../support/world';
import type { Question } from './report-question';

/** What a world does not tell: the names of owners that have one, and when its waivers that are in force expire. */
export interface Known {
	names: ReadonlyMap<string, string>;
	waivedUntil: string;
}

/** As a CSV without a limit asks for. */
const ALL_ROWS = 2_147_483_647;

/** Every report of an axis; one of the lists in pages. */
export async function readReports(db: Knex, { axis, filters, paged, limit, objects }: Question) {
	const list = <Item>(name: Question['paged'], read: (page: Page) => Promise<Listing<Item>>) =>
		readPages(name === paged ? limit : ALL_ROWS, read);
	return {
		coverage: await readCoverage(db),
		byValue: await list('byValue', (page) => readCounts(db, axis, 'value', page)),
		byOwner: await list('byOwner', (page) => readCounts(db, axis, 'owner', page)),
		byObject: await list('byObject', (page) => readCounts(db, axis, 'object', page)),
		byGroup: await list('byGroup', (page) => readCounts(db, axis, 'group', page)),
		gaps: await list('gaps', (page) => readCells(db, axis, { gaps: null }, page)),
		gapsOfGroup: await list('gapsOfGroup', (page) => readCells(db, axis, { gaps: 'g0' }, page)),
		gapsOfNone: await list('gapsOfNone', (page) => readCells(db, axis, { gaps: '' }, page)),
		matrix: await readMatrix(db, axis),
		pages: await inTurn(filters, (filter, index) => readMatrixPages(db, axis, filter, index === 0 ? limit : ALL_ROWS)),
		objects: await inTurn(objects, ({ type, ref }) => readObject(db, axis, type, ref)),
	};
}

/** What each report but that of all axes says of an axis that there is not, or that is not active. */
export async function refusalsOf(db: Knex, { axis, filters, limit, objects }: Question): Promise<unknown[]> {
	const page = { limit, offset: 0 };
	const lists = COUNTED_BY.map((by) => () => readCounts(db, axis, by, page));
	const gaps = () => readCells(db, axis, { gaps: null }, page);
	const pages = filters.map((filter) => () => readMatrixPage(db, axis, filter, page));
	const cells = objects.map(
		({ type, ref }) =>
			() =>
				readObject(db, axis, type, ref),
	);
	const reads: (() => Promise<unknown>)[] = [...lists, gaps, () => readMatrix(db, axis), ...pages, ...cells];
	return inTurn(reads, (read) =>
		read().then(
			() => 'answered',
			(error: unknown) => error,
		),
	);
}

/** One after the other, as one connection takes them. */
async function inTurn<Item, Result>(items: Item[], run: (item: Item, index: number) => Promise<Result>): Promise<Result[]> {
	const results: Result[] = [];
	for (const [index, item] of items.entries()) results.push(await run(item, index));
	return results;
}

/** The rows of all pages; past the end there is none. */
async function readPages<Item>(limit: number, read: (page: Page) => Promise<Listing<Item>>): Promise<Listing<Item>> {
	const { rows, total } = await read({ limit, offset: 0 });
	if (limit === ALL_ROWS) return { rows, total };
	let offset = limit;
	for (; offset < total; offset += limit) {
		const page = await read({ limit, offset });
		expect(page.total).toBe(total);
		expect(page.rows).toHaveLength(Math.min(limit, total - offset));
		rows.push(...page.rows);
	}
	expect(await read({ limit, offset })).toEqual({ rows: [], total });
	return { rows, total };
}

/** As readPages; every page has the values, and the groups of the whole. The cells are what a CSV has. */
async function readMatrixPages(db: Knex, axis: string, filter: CellFilter, limit: number) {
	const heads: Omit<MatrixPage, 'rows'>[] = [];
	const { rows: cells } = await readCells(db, axis, { kept: filter }, { limit: 2_147_483_647, offset: 0 });
	const { rows, total } = await readPages(limit, async (page) => {
		const { matrix, ...rest } = await readMatrixPage(db, axis, filter, page);
		const { rows: pageRows, ...head } = matrix;
		heads.push(head);
		return { rows: pageRows, total: rest.total };
	});
	for (const head of heads) expect(head).toEqual(heads[0]);
	return { heads: heads.slice(0, 1), rows, cells, total };
}

export type Reports = Awaited<ReturnType<typeof readReports>>;

const listingOf = <Item>(rows: Item[]): Listing<Item> => ({ rows, total: rows.length });

/** What the reports must answer. */
export function expectedReports({ world, axis, filters, objects }: Question, model: Answer, known: Known): Reports {
	const scene = sceneOf(world, model, axis);
	return {
		coverage: axesOf(model),
		byValue: listingOf(valuesOf(scene)),
		byOwner: listingOf(ownersOf(scene, (code) => known.names.get(code) ?? null)),
		byObject: listingOf(objectsOf(scene)),
		byGroup: listingOf(groupsOf(scene)),
		gaps: listingOf(gapsOf(scene, null)),
		gapsOfGroup: listingOf(gapsOf(scene, 'g0')),
		gapsOfNone: listingOf(gapsOf(scene, '')),
		matrix: matrixOf(scene),
		pages: filters.map((filter) => {
			const cells = keptCells(scene, filter);
			const { rows, ...head } = matrixPageOf(scene, cells);
			return { heads: [head], rows, cells, total: rows.length };
		}),
		objects: objects.map((object) => objectCells(scene, object, known)),
	};
}

/** Every active value with its owners, the nearest first; with one row where there is none. */
function objectCells({ world, model, axis, values }: Scene, object: ObjectRef, known: Known): ObjectCell[] {
	return values.flatMap((value_code): ObjectCell[] => {
		const cell = { ...object, axis, value: value_code };
		const codes = model.required.find((required) => sameCell(required, cell))?.rules ?? [];
		const rules = codes.flatMap((code) => world.rules.filter(({ rule }) => rule === code));
		const head: Pick<ObjectCell, 'value_code' | 'required' | 'rules'> = {
			value_code,
			required: rules.length > 0,
			rules: rules.map(({ rule, applies_to, mode }) => ({
				rule_code: rule,
				applies_to,
				coverage_mode: mode === 'cross_product' ? 'cross_product' : 'per_assignment',
			})),
		};
		const owners = model.owners.filter((owner) => sameCell(owner, cell)).sort(nearestFirst);
		if (owners.length === 0) return [{ ...head, ...NOBODY, waived_until: isWaived(world, cell) ? known.waivedUntil : null }];
		return owners.map(({ owner, depth, anchor_type, anchor_ref }) => ({
			...head,
			owner_gov_code: owner,
			owner_name: known.names.get(owner) ?? null,
			owner_kind: 'accountable',
			resolution: depth === 0 ? 'direct' : 'inherited',
			depth,
			source_anchor_type: anchor_type,
			source_anchor_ref: anchor_ref,
			waived_until: null,
		}));
	});
}

const NOBODY = {
	owner_gov_code: null,
	owner_name: null,
	owner_kind: null,
	resolution: null,
	depth: null,
	source_anchor_type: null,
	source_anchor_ref: null,
};
