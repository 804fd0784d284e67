/** Routes of coverage. Lists take limit and offset and answer CSV where that is asked for. */
import type { Router } from 'express';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
	readByGroup,
	readByObject,
	readByOwner,
	readByValue,
	readCoverage,
	readGaps,
	readObject,
	type Listing,
	type Page,
} from '../../src/coverage/coverage';
import { CELL_COLUMNS, readMatrix, readMatrixPage } from '../../src/coverage/matrix';
import type { RouteContext } from './context';
import { wantsCsv } from './csv-answer';
import { handleLarge, handleList } from './large-answer';
import { queryText, readPage, readParam, readQuery, type AxisRequest } from './request';

type ReadList = (db: Knex, axisCode: string, page: Page) => Promise<Listing<unknown>>;

const LISTS: Readonly<Record<string, ReadList>> = {
	'by-value': readByValue,
	'by-owner': readByOwner,
	'by-object': readByObject,
	'by-group': readByGroup,
};

const gapsQuery = z.object({ group: queryText.optional() });

const matrixQuery = z.object({
	group: queryText.optional(),
	owner: queryText.optional(),
	state: z.enum(['direct', 'inherited', 'gap', 'waived']).optional(),
	search: queryText.optional(),
	limit: z.unknown().optional(),
	offset: z.unknown().optional(),
});

export function mountCoverageRoutes(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.get(
		'/coverage',
		handleList(context, '/coverage', async (request) => {
			await authorise(request, 'read');
			return { data: await readCoverage(host.database) };
		}),
	);

	for (const [part, readList] of Object.entries(LISTS)) {
		router.get(
			`/coverage/:axis/${part}`,
			handleList(context, `/coverage/:axis/${part}`, async (request) => {
				await authorise(request, 'read');
				const { rows, total } = await readList(host.database, readParam(request, 'axis'), readPage(request));
				return { data: rows, meta: { total_count: total } };
			}),
		);
	}

	router.get(
		'/coverage/:axis/gaps',
		handleList(context, '/coverage/:axis/gaps', async (request) => {
			await authorise(request, 'read');
			const group = readQuery(request, gapsQuery).group ?? null;
			const { rows, total } = await readGaps(host.database, readParam(request, 'axis'), readPage(request), group);
			return { data: rows, meta: { total_count: total } };
		}),
	);

	mountMatrix(router, context);

	router.get(
		'/coverage/:axis/objects/:type/:ref',
		handleList(context, '/coverage/:axis/objects/:type/:ref', async (request) => {
			await authorise(request, 'read');
			return {
				data: await readObject(host.database, readParam(request, 'axis'), readParam(request, 'type'), readParam(request, 'ref')),
			};
		}),
	);
}

function mountMatrix(router: Router, context: RouteContext): void {
	const { authorise, host } = context;
	const read = async (request: AxisRequest) => {
		await authorise(request, 'read');
		const axis = readParam(request, 'axis');
		const query = readQuery(request, matrixQuery);
		const isAsked = Object.values(query).some((value) => value !== undefined);
		// As CSV the matrix is its cells, a line each.
		const asCsv = wantsCsv(request);
		if (!isAsked && !asCsv) return { data: await readMatrix(host.database, axis) };

		const { group = null, owner = '', state = '', search = '' } = query;
		const { matrix, cells, total } = await readMatrixPage(
			host.database,
			axis,
			{ group, owner, state, search },
			readPage(request),
		);
		return { data: asCsv ? cells : matrix, meta: { total_count: total } };
	};
	const path = '/coverage/:axis/matrix';
	const asJson = handleLarge(context, read);
	const asCsv = handleList(context, path, read, CELL_COLUMNS);
	router.get(path, (request, response, next) => (wantsCsv(request) ? asCsv : asJson)(request, response, next));
}
