/** Reports: views for screens, read as they are. Before tier 1 there is nothing to report, and every list is empty. */
import type { Knex } from 'knex';
import type { FindingState, Lane, Severity } from '../contract';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import type { Row } from '../db/run-sql';
import drift from './reports/drift.sql';
import driftSummary from './reports/drift-summary.sql';
import lanes from './reports/lanes.sql';
import registry from './reports/registry.sql';
import model from './reports/model.sql';
import reviewQueue from './reports/review-queue.sql';
import scans from './reports/scans.sql';
import topicsTree from './reports/topics-tree.sql';
import trend from './reports/trend.sql';

const QUERIES = {
	registry,
	model,
	'topics/tree': topicsTree,
	lanes,
	'review-queue': reviewQueue,
	drift,
	'drift/summary': driftSummary,
	scans,
	'coverage/trend': trend,
} as const;

export type ReportName = keyof typeof QUERIES;

/** Every report, by its path under `/axis`. */
export const REPORTS = Object.keys(QUERIES).filter((name): name is ReportName => name in QUERIES);

/** Which rows; left out for all. `drift` takes state, detector, severity and acknowledged, `review-queue` lane, `lanes` axis and value, the others nothing. */
export interface ReportFilter {
	state?: FindingState | undefined;
	detector?: string | undefined;
	severity?: Severity | undefined;
	acknowledged?: 'yes' | 'no' | undefined;
	lane?: Lane | undefined;
	axis?: string | undefined;
	value?: string | undefined;
}

/** Errors: UnsupportedDatabaseError; the database's own. */
export async function readReport(db: Knex, name: ReportName, page: Page, filter: ReportFilter = {}): Promise<Listing<Row>> {
	requirePostgres(db);
	return readListing(db, page, async (trx) => {
		if (!(await present(trx, 'v_ui_coverage_dashboard'))) return null;
		const { state = '', detector = '', severity = '', acknowledged = '', lane = '', axis = '', value = '' } = filter;
		const variables = { state, detector, severity, acknowledged, lane, axis, value };
		return { text: QUERIES[name], variables, parse: ({ total_count: _total, ...row }) => row };
	});
}
