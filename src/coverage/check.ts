/** Judges coverage for a build: at most so many gaps, at least so many percent, no gap that was not there at a scan. */
import type { Knex } from 'knex';
import type { CoverageCheck } from '../contract';
import { UnknownAxisError } from '../errors';
import { readGapChanges } from './comparison';
import { readCoverage } from './counts';

/** What is demanded of each axis; null demands nothing. */
export interface Demands {
	/** Code of an axis; null for each active one. */
	axis: string | null;
	maxGap: number | null;
	/** 0..100; an axis that requires nothing has it. */
	minPercent: number | null;
	/** A scan as readGapChanges takes it, or '' for the last one: no gap may be there that was not there then. */
	noNewSince: string | null;
}

/** How many new gaps an answer names. */
const NAMED = 10;

/** Errors: UnknownAxisError for an axis without figures, or where there are none at all; UnknownScanError; UnsupportedDatabaseError. */
export async function checkCoverage(db: Knex, { axis, maxGap, minPercent, noNewSince }: Demands): Promise<CoverageCheck> {
	const rows = (await readCoverage(db)).filter(({ axis_code }) => axis === null || axis_code === axis);
	if (rows.length === 0) throw new UnknownAxisError({ axis_code: axis ?? 'responsibility' });
	const checks: CoverageCheck['checks'] = rows.flatMap(({ axis_code, gap_cells, coverage_percent }) => [
		...(maxGap === null
			? []
			: [{ check: 'max_gap' as const, axis_code, demanded: maxGap, found: gap_cells, ok: gap_cells <= maxGap }]),
		...(minPercent === null
			? []
			: [
					{
						check: 'min_percent' as const,
						axis_code,
						demanded: minPercent,
						found: coverage_percent,
						ok: (coverage_percent ?? 100) >= minPercent,
					},
				]),
	]);
	const fresh = noNewSince === null ? null : await readNew(db, axis, noNewSince);
	if (fresh !== null)
		checks.push({ check: 'no_new_gaps', axis_code: axis, demanded: 0, found: fresh.total, ok: fresh.total === 0 });
	return { status: checks.every(({ ok }) => ok) ? 'PASS' : 'FAIL', checks, new_gaps: fresh?.rows ?? [] };
}

function readNew(db: Knex, axis: string | null, since: string) {
	const asked = { change: 'new' as const, ...(since === '' ? {} : { since }), ...(axis === null ? {} : { axis }) };
	return readGapChanges(db, asked, { limit: NAMED, offset: 0 });
}
