/** Routes of reports: lists of what the views say. They take limit and offset and answer CSV where that is asked for. */
import type { Router } from 'express';
import { z } from 'zod';
import { readReport, REPORTS } from '../../src/coverage/reports';
import type { RouteContext } from './context';
import { handle, readPage, readQuery } from './request';

/** Only `drift` has findings of two states; the others take no such parameter. */
const driftQuery = z.object({ state: z.enum(['open', 'resolved']).optional() });

export function mountReportRoutes(router: Router, { authorise, host }: RouteContext): void {
	for (const name of REPORTS) {
		router.get(
			`/${name}`,
			handle(async (request) => {
				await authorise(request, 'read');
				const state = name === 'drift' ? readQuery(request, driftQuery).state : undefined;
				const { rows, total } = await readReport(host.database, name, readPage(request), state ?? '');
				return { data: rows, meta: { total_count: total } };
			}),
		);
	}
}
