/** Routes of coverage. Lists take limit and offset; all but the matrix answer CSV where that is asked for. */
import type { Router } from 'express';
import type { Knex } from 'knex';
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
import { readMatrix } from '../../src/coverage/matrix';
import type { RouteContext } from './context';
import { handle, readPage, readParam } from './request';

type ReadList = (db: Knex, axisCode: string, page: Page) => Promise<Listing<unknown>>;

const LISTS: Readonly<Record<string, ReadList>> = {
	'by-value': readByValue,
	'by-owner': readByOwner,
	'by-object': readByObject,
	'by-group': readByGroup,
	gaps: readGaps,
};

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
		'/coverage/:axis/matrix',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: await readMatrix(host.database, readParam(request, 'axis')) };
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
