/** Routes of reports: lists of what the views say. They take limit and offset and answer CSV where that is asked for. */
import type { Router } from 'express';
import { z } from 'zod';
import { readReport, REPORTS, type ReportFilter, type ReportName } from '../../src/coverage/reports';
import type { RouteContext } from './context';
import { handleList } from './large-answer';
import { queryText, readPage, readQuery } from './request';

/** Parameters of the reports that have any; the others take limit and offset only. */
const FILTERS: Partial<Record<ReportName, z.ZodType<ReportFilter>>> = {
	lanes: z.object({ axis: queryText.optional(), value: queryText.optional() }),
	drift: z.object({
		state: z.enum(['open', 'resolved']).optional(),
		detector: queryText.optional(),
		severity: z.enum(['info', 'warning', 'critical']).optional(),
	}),
	'review-queue': z.object({ lane: z.enum(['official', 'candidate']).optional() }),
};

export function mountReportRoutes(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	for (const name of REPORTS) {
		router.get(
			`/${name}`,
			handleList(context, `/${name}`, async (request, taker) => {
				await authorise(request, 'read');
				const schema = FILTERS[name];
				const filter = schema ? readQuery(request, schema) : {};
				const { rows, total } = await readReport(host.database, name, readPage(request, taker), filter);
				return { data: rows, meta: { total_count: total } };
			}),
		);
	}
}
