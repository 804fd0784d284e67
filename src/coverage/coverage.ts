/** Reads coverage from the views. Computes nothing that SQL computes; every query is one statement, so its figures agree with each other. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type {
	AxisCoverage,
	CoverageGap,
	GroupCoverage,
	ObjectCell,
	ObjectCoverage,
	OwnerCoverage,
	ValueCoverage,
} from '../contract';
import { readListing, type Listing, type Page } from '../db/listing';
import { queryRows } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { withSnapshot } from '../db/transaction';
import { UnknownAxisError } from '../errors';
import axisExists from './sql/axis-exists.sql';
import byGroup from './sql/by-group.sql';
import byObject from './sql/by-object.sql';
import byOwner from './sql/by-owner.sql';
import byValue from './sql/by-value.sql';
import cell from './sql/cell.sql';
import gaps from './sql/gaps.sql';
import listAxes from './sql/list-axes.sql';
import object from './sql/object.sql';
import staleOwners from './sql/stale-owners.sql';
import waivers from './sql/waivers.sql';

/** Which group's objects: its code, empty for objects in no group, null for all. */
export type GroupFilter = string | null;

const count = z.number();
const text = z.string();
const maybe = z.string().nullable();

/** Coverage of every active axis; none before tier 2. Errors: UnsupportedDatabaseError. */
export async function readCoverage(db: Knex): Promise<AxisCoverage[]> {
	return withSnapshot(db, async (trx) => {
		if (!(await hasSubstrate(trx))) return [];
		const percent = z.union([z.number(), z.string().transform(Number)]).nullable();
		const cells = {
			required_cells: count,
			gap_cells: count,
			covered_cells: count,
			direct_cells: count,
			inherited_cells: count,
			waived_cells: count,
		};
		const axis = z.object({
			axis_code: text,
			axis_name: text,
			axis_kind: z.enum(['deterministic', 'uncertain', 'system']),
			status: z.enum(['candidate', 'active', 'deprecated', 'retired']),
			...cells,
			coverage_percent: percent,
			ok: count,
			low_conf: count,
			stale: count,
			quarantine: count,
			stale_owner_cells: count,
		});
		return z.array(axis).parse(await queryRows(trx, `with ${staleOwners} ${listAxes}`));
	});
}

/** Errors of all that follow: UnknownAxisError for an axis that is not active (or before tier 2), UnsupportedDatabaseError. */
export async function readByValue(db: Knex, axisCode: string, page: Page): Promise<Listing<ValueCoverage>> {
	return list(
		db,
		cell + byValue,
		axisCode,
		page,
		z.object({ value_code: text, objects: count, covered: count, gap: count, waived: count }),
	);
}

export async function readByOwner(db: Knex, axisCode: string, page: Page): Promise<Listing<OwnerCoverage>> {
	const row = z.object({
		owner_gov_code: text,
		owner_name: maybe,
		cells: count,
		direct: count,
		inherited: count,
		stale_cells: count,
	});
	return list(db, `, ${staleOwners} ${byOwner}`, axisCode, page, row);
}

export async function readByObject(db: Knex, axisCode: string, page: Page): Promise<Listing<ObjectCoverage>> {
	return list(
		db,
		cell + byObject,
		axisCode,
		page,
		z.object({ object_type: text, object_ref: text, required: count, covered: count, gap: count, waived: count }),
	);
}

export async function readByGroup(db: Knex, axisCode: string, page: Page): Promise<Listing<GroupCoverage>> {
	return list(
		db,
		cell + byGroup,
		axisCode,
		page,
		z.object({ group_ref: maybe, objects: count, required: count, covered: count, gap: count, waived: count }),
	);
}

export async function readGaps(db: Knex, axisCode: string, page: Page, group: GroupFilter = null): Promise<Listing<CoverageGap>> {
	const row = z.object({ object_type: text, object_ref: text, axis_code: text, value_code: text, group_ref: maybe });
	return list(db, cell + gaps, axisCode, page, row, groupVariables(group));
}

/** A group filter as the queries take it. */
export function groupVariables(group: GroupFilter): { any_group: boolean; group_ref: string } {
	return { any_group: group === null, group_ref: group ?? '' };
}

/** Every active value for one object. An object that nobody knows has no required cell and no owner. */
export async function readObject(db: Knex, axisCode: string, objectType: string, objectRef: string): Promise<ObjectCell[]> {
	return withSnapshot(db, async (trx) => {
		await requireAxis(trx, axisCode);
		const row = z.object({
			value_code: text,
			required: z.boolean(),
			rules: z.array(z.object({ rule_code: text, applies_to: text, coverage_mode: z.enum(['cross_product', 'per_assignment']) })),
			owner_gov_code: maybe,
			owner_name: maybe,
			owner_kind: maybe,
			resolution: z.enum(['direct', 'inherited']).nullable(),
			depth: count.nullable(),
			source_anchor_type: maybe,
			source_anchor_ref: maybe,
			waived_until: z
				.date()
				.transform((date) => date.toISOString())
				.nullable(),
		});
		const query = waivers + object;
		return z
			.array(row)
			.parse(await queryRows(trx, query, { axis_code: axisCode, object_type: objectType, object_ref: objectRef }));
	});
}

/** Errors: UnknownAxisError. */
export async function requireAxis(db: Knex, axisCode: string): Promise<void> {
	const known = (await hasSubstrate(db)) && (await queryRows(db, axisExists, { axis_code: axisCode })).length > 0;
	if (!known) throw new UnknownAxisError({ axis_code: axisCode });
}

/** True when tier 1 is applied as far as coverage needs it. */
async function hasSubstrate(db: Knex): Promise<boolean> {
	requirePostgres(db);
	return present(db, 'v_axis_coverage_summary');
}

async function list<Item extends object>(
	db: Knex,
	query: string,
	axisCode: string,
	page: Page,
	row: z.ZodType<Item>,
	filter: Variables = {},
): Promise<Listing<Item>> {
	return readListing(db, page, async (trx) => {
		await requireAxis(trx, axisCode);
		const variables = { ...filter, axis_code: axisCode };
		return { text: waivers + query, variables, parse: (found) => row.parse(found) };
	});
}
