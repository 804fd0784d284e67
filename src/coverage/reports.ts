/** Reports: views for screens, read as they are. Before tier 1 there is nothing to report, and every list is empty. */
import type { Knex } from 'knex';
import { requirePostgres } from '../db/postgres';
import type { FindingState, Lane, Severity } from '../contract';
import { queryRows, type Row } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import type { Listing, Page } from './coverage';
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

/** Which rows; left out for all. `drift` takes state, detector and severity, `review-queue` lane, `lanes` axis and value, the others nothing. */
export interface ReportFilter {
	state?: FindingState | undefined;
	detector?: string | undefined;
	severity?: Severity | undefined;
	lane?: Lane | undefined;
	axis?: string | undefined;
	value?: string | undefined;
}

/** Errors: UnsupportedDatabaseError; the database's own. */
export async function readReport(db: Knex, name: ReportName, page: Page, filter: ReportFilter = {}): Promise<Listing<Row>> {
	requirePostgres(db);
	return withSnapshot(db, async (trx) => {
		const [known] = await queryRows(trx, `select to_regclass('v_ui_coverage_dashboard') is not null as present`);
		if (known?.present !== true) return { rows: [], total: 0 };
		const { state = '', detector = '', severity = '', lane = '', axis = '', value = '' } = filter;
		const variables = { limit: page.limit, offset: page.offset, state, detector, severity, lane, axis, value };
		const rows = await queryRows(trx, QUERIES[name], variables);
		const total = rows[0]?.total_count ?? (await totalOf(trx, name, page, variables));
		return { rows: rows.map(({ total_count: _total, ...row }) => row), total: Number(total) };
	});
}

// Past the end no row carries the total.
async function totalOf(db: Knex, name: ReportName, page: Page, variables: Variables): Promise<unknown> {
	if (page.offset === 0) return 0;
	const [first] = await queryRows(db, QUERIES[name], { ...variables, limit: 1, offset: 0 });
	return first?.total_count ?? 0;
}
