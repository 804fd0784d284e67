/** What came and went since a scan: gaps until another scan or now, findings until another scan. */
import type { Knex } from 'knex';
import type { FindingChangesQuery, GapChangesQuery } from '../contract';
import { FindingChange, GapChange, ScanMoment } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import { InvalidPayloadError, UnknownScanError } from '../errors';
import { requireSource } from './axis';
import { groupVariables } from './filter';
import findingChanges from './sql/finding-changes.sql';
import findScan from './sql/find-scan.sql';
import gapChanges from './sql/gap-changes.sql';

/** A day, as the query takes it: its end, so that scans of the day count. */
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Gaps that are open now, or were at the scan `until`, and were not at the scan `since`, and the other way round.
 * Errors: UnknownScanError, UnknownAxisError, InvalidPayloadError for moments the wrong way round, UnsupportedDatabaseError.
 */
export async function readGapChanges(db: Knex, asked: GapChangesQuery, page: Page): Promise<Listing<GapChange>> {
	return readListing(db, page, async (trx) => {
		const since = await requireScan(trx, asked.since);
		const until = asked.until === undefined ? null : await requireScan(trx, asked.until);
		if (until !== null) requireOrder(since, until);
		if (asked.axis !== undefined) await requireSource(trx, asked.axis);
		return {
			text: gapChanges,
			variables: {
				since: since.scan_id,
				until: until?.scan_id ?? '',
				axis: asked.axis ?? '',
				change: asked.change ?? '',
				...groupVariables(asked.group ?? null),
			},
			parse: (found) => GapChange.parse(found),
		};
	});
}

/**
 * Findings of the scan `until`, else of the last one, that were none at the scan `since`, else at the one before, and the other way round.
 * Errors: as readGapChanges.
 */
export async function readFindingChanges(db: Knex, asked: FindingChangesQuery, page: Page): Promise<Listing<FindingChange>> {
	return readListing(db, page, async (trx) => {
		const later = await requireScan(trx, asked.until);
		const earlier = asked.since === undefined ? await requireScanBefore(trx, later) : await requireScan(trx, asked.since);
		requireOrder(earlier, later);
		return {
			text: findingChanges,
			variables: { since: earlier.scan_id, until: later.scan_id, axis: asked.axis ?? '', change: asked.change ?? '' },
			parse: (found) => FindingChange.parse(found),
		};
	});
}

function requireOrder(since: ScanMoment, until: ScanMoment): void {
	if (BigInt(until.scan_id) >= BigInt(since.scan_id)) return;
	throw new InvalidPayloadError({ reason: `until (scan ${until.scan_id}) is earlier than since (scan ${since.scan_id})` });
}

/** The scan of that number, else the last one until that day or moment, else the last one. Errors: UnknownScanError, UnsupportedDatabaseError. */
async function requireScan(trx: Knex, asked = ''): Promise<ScanMoment> {
	if (asked === '') return findScanOf(trx, { scan: '', by: 'last' }, {});
	if (/^\d+$/.test(asked)) return findScanOf(trx, { scan: asked, by: 'number' }, { scan_id: asked });
	return findScanOf(trx, { scan: asked, by: 'moment' }, { at_latest: DAY.test(asked) ? `${asked} 24:00 UTC` : asked });
}

async function requireScanBefore(trx: Knex, { scan_id }: ScanMoment): Promise<ScanMoment> {
	return findScanOf(trx, { scan: scan_id, by: 'before' }, { before: scan_id });
}

async function findScanOf(
	trx: Knex,
	asked: ConstructorParameters<typeof UnknownScanError>[0],
	named: { scan_id?: string; at_latest?: string; before?: string },
): Promise<ScanMoment> {
	requirePostgres(trx);
	const scanned = await present(trx, 'governance_scan_run', 'axis_internal.gap_span');
	const [found] = scanned ? await queryRows(trx, findScan, { scan_id: '', at_latest: '', before: '', ...named }) : [];
	if (found === undefined) throw new UnknownScanError(asked);
	return ScanMoment.parse(found);
}
