/** Counts cells: by axis, and of one axis by what is asked for. Computes nothing that SQL computes; every query is one statement, so its figures agree. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AUTHORITIES } from '../base/relations';
import { AxisCoverage, GroupCoverage, ModelStanding, ObjectCoverage, OwnerCoverage, ValueCoverage } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { queryRows } from '../db/run-sql';
import { withSnapshot } from '../db/transaction';
import { asFirst, FIRST_AXIS, hasFirstFigures } from '../base/first-figures';
import { hasViews, requireSource } from './axis';
import countAxes from './sql/count-axes.sql';
import byGroup from './sql/count-by-group.sql';
import byObject from './sql/count-by-object.sql';
import byOwner from './sql/count-by-owner.sql';
import byValue from './sql/count-by-value.sql';
import countGaps from './sql/count-gaps.sql';
import standing from './sql/standing.sql';

// PostgreSQL's numeric comes as text.
const axisRow = AxisCoverage.omit({ rolled_out: true }).extend({
	coverage_percent: z.union([z.number(), z.string().transform(Number)]).nullable(),
});
const ALL_ROWS = 2_147_483_647;
const standingRow = ModelStanding.omit({ status: true });

/** What a query answers that counts gaps. */
export const gapsRow = z.object({ gaps: z.number() });

/** How an axis stands; all zero while it is not active. */
export type Standing = z.output<typeof standingRow>;

/** What the cells of an axis can be counted by. An owner has every effective row of the axis, group nodes included. */
export type CountedBy = 'value' | 'owner' | 'object' | 'group';

interface Counted {
	value: ValueCoverage;
	owner: OwnerCoverage;
	object: ObjectCoverage;
	group: GroupCoverage;
}

const COUNTS: { [By in CountedBy]: { text: string; row: z.ZodType<Counted[By]> } } = {
	value: { text: byValue, row: ValueCoverage },
	owner: { text: byOwner, row: OwnerCoverage },
	object: { text: byObject, row: ObjectCoverage },
	group: { text: byGroup, row: GroupCoverage },
};

export const COUNTED_BY: readonly CountedBy[] = ['value', 'owner', 'object', 'group'];

/** A page of counts of one active axis, or of first figures before there is one. Errors: UnknownAxisError, UnsupportedDatabaseError. */
export async function readCounts<By extends CountedBy>(
	db: Knex,
	axisCode: string,
	by: By,
	page: Page,
): Promise<Listing<Counted[By]>> {
	const query = COUNTS[by];
	return readListing(db, page, async (trx) => {
		const source = await requireSource(trx, axisCode);
		return {
			text: source(query.text),
			variables: { axis_code: axisCode, authorities: AUTHORITIES },
			parse: (found) => query.row.parse(found),
		};
	});
}

/**
 * Counts of every active axis. While none is active, first figures: what the base model says of responsibility; none without a base model.
 * Errors: UnsupportedDatabaseError.
 */
export async function readCoverage(db: Knex): Promise<AxisCoverage[]> {
	return withSnapshot(db, async (trx) => {
		const active = (await hasViews(trx)) ? z.array(axisRow).parse(await queryRows(trx, countAxes)) : [];
		if (active.length > 0) return active.map((axis) => ({ ...axis, rolled_out: true }));
		return (await hasFirstFigures(trx)) ? [await readFirstAxis(trx)] : [];
	});
}

/** What the base model says of responsibility, rolled out or not, in the caller's transaction. */
export async function readFirstAxis(trx: Knex): Promise<AxisCoverage> {
	const [row] = await queryRows(trx, asFirst(countAxes));
	return { ...axisRow.parse(row), status: 'candidate', rolled_out: false };
}

/** The counts of first figures, rolled out or not, in the caller's transaction. */
export async function readFirstCounts<By extends CountedBy>(trx: Knex, by: By): Promise<Counted[By][]> {
	const { text, row } = COUNTS[by];
	const variables = { axis_code: FIRST_AXIS, authorities: AUTHORITIES, limit: ALL_ROWS, offset: 0 };
	return (await queryRows(trx, asFirst(text), variables)).map((found) => row.parse(found));
}

/** Counts of one axis of whatever status, all 0 where there is none, in the caller's transaction. */
export async function countStanding(trx: Knex.Transaction, axisCode: string): Promise<Standing> {
	return standingRow.parse((await queryRows(trx, standing, { axis_code: axisCode }))[0]);
}

/** Gaps of one axis, in the caller's transaction. */
export async function countGapCells(trx: Knex.Transaction, axisCode: string): Promise<number> {
	return gapsRow.parse((await queryRows(trx, countGaps, { axis_code: axisCode }))[0]).gaps;
}
