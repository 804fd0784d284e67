/** Reads cells: those of a set in pages, those of one object with all their owners, and those of two moments to be compared. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AUTHORITIES } from '../base/relations';
import { CoverageGap, CoveredCell, ObjectCell } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { queryRows, runText } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import { requireSource } from './axis';
import { gapsRow } from './counts';
import { filterVariables, groupVariables, type CellFilter, type GroupFilter } from './filter';
import gaps from './sql/gaps.sql';
import keepAskedText from './sql/keep-asked-cells.sql';
import keepCellsText from './sql/keep-cells.sql';
import keptCells from './sql/kept-cells.sql';
import objectCells from './sql/object-cells.sql';
import stageKept from './sql/stage-kept.sql';

/** Which cells: the gaps of a group, or all cells of the objects that a filter keeps. */
export type CellSet = { gaps: GroupFilter } | { kept: CellFilter };

/** A page of gaps; of the cells that a filter keeps one that counts objects, and whose total is not told. Errors: UnknownAxisError, UnsupportedDatabaseError. */
export async function readCells(
	db: Knex,
	axisCode: string,
	set: { gaps: GroupFilter },
	page: Page,
): Promise<Listing<CoverageGap>>;
export async function readCells(db: Knex, axisCode: string, set: { kept: CellFilter }, page: Page): Promise<Listing<CoveredCell>>;
export async function readCells(db: Knex, axisCode: string, set: CellSet, page: Page): Promise<Listing<object>> {
	const [text, filter, row]: [string, Variables, z.ZodType<object>] =
		'gaps' in set ? [gaps, groupVariables(set.gaps), CoverageGap] : [keptCells, filterVariables(set.kept), CoveredCell];
	return readListing(db, page, async (trx) => {
		const source = await requireSource(trx, axisCode);
		return { text: source(text), variables: { axis_code: axisCode, ...filter }, parse: (found) => row.parse(found) };
	});
}

/** Every active value for one object. An object that nobody knows has no required cell and no owner. */
export async function readObject(db: Knex, axisCode: string, objectType: string, objectRef: string): Promise<ObjectCell[]> {
	return withSnapshot(db, async (trx) => {
		const source = await requireSource(trx, axisCode);
		const variables = { axis_code: axisCode, object_type: objectType, object_ref: objectRef, authorities: AUTHORITIES };
		return z.array(ObjectCell).parse(await queryRows(trx, source(objectCells), variables));
	});
}

/** A moment of a transaction that two are compared of; the first is `before`. */
export type Moment = 'before' | 'after';

/** Keeps the required cells of an axis as they are at this moment in pg_temp.axis_cell, so that two moments can be compared in the database. */
export async function keepCells(trx: Knex.Transaction, axisCode: string, moment: Moment): Promise<void> {
	if (moment === 'before') await runText(trx, stageKept);
	await runText(trx, keepCellsText, { axis_code: axisCode, moment });
}

/** Keeps those alone that pg_temp.axis_asked names, and answers how many gaps the whole axis has at this moment. */
export async function keepAskedCells(trx: Knex.Transaction, axisCode: string, moment: Moment): Promise<number> {
	if (moment === 'before') await runText(trx, stageKept);
	return gapsRow.parse((await queryRows(trx, keepAskedText, { axis_code: axisCode, moment }))[0]).gaps;
}
