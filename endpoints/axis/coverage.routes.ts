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
import { readMatrix, readMatrixPage, type MatrixFilter } from '../../src/coverage/matrix';
import type { RouteContext } from './context';
import { handle, queryText, readPage, readParam, readQuery, wantsCsv } from './request';

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

export function mountCoverageRoutes(router: Router, { authorise, host }: RouteContext): void {
	router.get(
		'/coverage',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: await readCoverage(host.database) };
		}),
	);

	for (const [part, readList] of Object.entries(LISTS)) {
		router.get(
			`/coverage/:axis/${part}`,
			handle(async (request) => {
				await authorise(request, 'read');
				const { rows, total } = await readList(host.database, readParam(request, 'axis'), readPage(request));
				return { data: rows, meta: { total_count: total } };
			}),
		);
	}

	router.get(
		'/coverage/:axis/gaps',
		handle(async (request) => {
			await authorise(request, 'read');
			const group = readQuery(request, gapsQuery).group ?? null;
			const { rows, total } = await readGaps(host.database, readParam(request, 'axis'), readPage(request), group);
			return { data: rows, meta: { total_count: total } };
		}),
	);

	router.get(
		'/coverage/:axis/matrix',
		handle(async (request) => {
			await authorise(request, 'read');
			const axis = readParam(request, 'axis');
			const query = readQuery(request, matrixQuery);
			const isAsked = Object.values(query).some((value) => value !== undefined);
			// As CSV the matrix is its cells, a line each.
			const asCsv = wantsCsv(request);
			if (!isAsked && !asCsv) return { data: await readMatrix(host.database, axis) };

			const filter: MatrixFilter = {
				group: query.group ?? null,
				owner: query.owner ?? '',
				state: query.state ?? '',
				search: query.search ?? '',
			};
			const { matrix, cells, total } = await readMatrixPage(host.database, axis, filter, readPage(request));
			return { data: asCsv ? cells : matrix, meta: { total_count: total } };
		}),
	);

	router.get(
		'/coverage/:axis/objects/:type/:ref',
		handle(async (request) => {
			await authorise(request, 'read');
			return {
				data: await readObject(host.database, readParam(request, 'axis'), readParam(request, 'type'), readParam(request, 'ref')),
			};
		}),
	);
}
