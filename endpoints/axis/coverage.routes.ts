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
} from '../../src/coverage/coverage';
import { CELL_COLUMNS, readMatrix, readMatrixCells, readMatrixPage, type MatrixFilter } from '../../src/coverage/matrix';
import type { Listing, Page } from '../../src/db/listing';
import type { RouteContext } from './context';
import { wantsCsv } from './csv-answer';
import { handleLarge, handleList } from './large-answer';
import { queryText, readPage, readParam, readQuery } from './request';

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
			handleList(context, `/coverage/:axis/${part}`, async (request, taker) => {
				await authorise(request, 'read');
				const { rows, total } = await readList(host.database, readParam(request, 'axis'), readPage(request, taker));
				return { data: rows, meta: { total_count: total } };
			}),
		);
	}

	router.get(
		'/coverage/:axis/gaps',
		handleList(context, '/coverage/:axis/gaps', async (request, taker) => {
			await authorise(request, 'read');
			const group = readQuery(request, gapsQuery).group ?? null;
			const { rows, total } = await readGaps(host.database, readParam(request, 'axis'), readPage(request, taker), group);
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
	const path = '/coverage/:axis/matrix';

	const asJson = handleLarge(context, async (request) => {
		await authorise(request, 'read');
		const axis = readParam(request, 'axis');
		const query = readQuery(request, matrixQuery);
		const isAsked = Object.values(query).some((value) => value !== undefined);
		if (!isAsked) return { data: await readMatrix(host.database, axis) };
		const { matrix, total } = await readMatrixPage(host.database, axis, filterOf(query), readPage(request));
		return { data: matrix, meta: { total_count: total } };
	});

	// As CSV the matrix is its cells, a line each.
	const asCsv = handleList(
		context,
		path,
		async (request, taker) => {
			await authorise(request, 'read');
			const filter = filterOf(readQuery(request, matrixQuery));
			return { data: await readMatrixCells(host.database, readParam(request, 'axis'), filter, readPage(request, taker)) };
		},
		CELL_COLUMNS,
	);

	router.get(path, (request, response, next) => (wantsCsv(request) ? asCsv : asJson)(request, response, next));
}

function filterOf({ group, owner, state, search }: z.infer<typeof matrixQuery>): MatrixFilter {
	return { group: group ?? null, owner: owner ?? '', state: state ?? '', search: search ?? '' };
}
