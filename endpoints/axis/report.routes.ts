/** Routes of reports: lists of what the views say. */
import type { Router } from 'express';
import type { z } from 'zod';
import { REPORTS } from '../../src/contract/operations/coverage';
import type { Operation } from '../../src/contract/operations/operation';
import { readFindingChanges, readGapChanges } from '../../src/coverage/comparison';
import { readReport, type ReportFilter, type ReportName } from '../../src/coverage/reports';
import type { RouteContext } from './context';
import { mounting } from './mount';
import { readQuery } from './request';

type Report = Operation & { list: z.ZodObject; query?: z.ZodObject & z.ZodType<ReportFilter> };

export function mountReportRoutes(router: Router, context: RouteContext): void {
	const { list } = mounting(router, context);
	const report = (operation: Report, name: ReportName) =>
		list(operation, async ({ request, page }) => {
			const filter = operation.query ? readQuery<ReportFilter>(request, operation.query) : {};
			return readReport(context.host.database, name, page, filter);
		});

	report(REPORTS.listTrend, 'coverage/trend');
	report(REPORTS.listRegistry, 'registry');
	report(REPORTS.listModel, 'model');
	report(REPORTS.listTopics, 'topics/tree');
	report(REPORTS.listLanes, 'lanes');
	report(REPORTS.listReviewQueue, 'review-queue');
	report(REPORTS.listDrift, 'drift');
	report(REPORTS.summariseDrift, 'drift/summary');
	report(REPORTS.listScans, 'scans');
	list(REPORTS.listGapChanges, ({ request, page }) =>
		readGapChanges(context.host.database, readQuery(request, REPORTS.listGapChanges.query), page),
	);
	list(REPORTS.listFindingChanges, ({ request, page }) =>
		readFindingChanges(context.host.database, readQuery(request, REPORTS.listFindingChanges.query), page),
	);
}
