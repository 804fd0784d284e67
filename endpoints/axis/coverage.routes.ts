/** Routes of coverage. */
import type { Router } from 'express';
import type { MatrixQuery } from '../../src/contract';
import { COVERAGE } from '../../src/contract/operations/coverage';
import {
	readByGroup,
	readByObject,
	readByOwner,
	readByValue,
	readCoverage,
	readGaps,
	readObject,
} from '../../src/coverage/coverage';
import { readMatrix, readMatrixCells, readMatrixPage, type MatrixFilter } from '../../src/coverage/matrix';
import type { RouteContext } from './context';
import { wantsCsv } from './csv-answer';
import { handleLarge, handleList } from './large-answer';
import { ask, mountAt, mounting } from './mount';
import { readPage, readQuery } from './request';

export function mountCoverageRoutes(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { list, rows } = mounting(router, context);

	rows(COVERAGE.readCoverage, () => readCoverage(database));
	list(COVERAGE.byValue, ({ param, page }) => readByValue(database, param('axis'), page));
	list(COVERAGE.byOwner, ({ param, page }) => readByOwner(database, param('axis'), page));
	list(COVERAGE.byObject, ({ param, page }) => readByObject(database, param('axis'), page));
	list(COVERAGE.byGroup, ({ param, page }) => readByGroup(database, param('axis'), page));
	list(COVERAGE.listGaps, async ({ request, param, page }) => {
		const { group = null } = readQuery(request, COVERAGE.listGaps.query);
		return readGaps(database, param('axis'), page, group);
	});
	mountMatrix(router, context);
	rows(COVERAGE.readObject, ({ param }) => readObject(database, param('axis'), param('type'), param('ref')));
}

function mountMatrix(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { readMatrix: operation } = COVERAGE;

	const asJson = handleLarge(context, async (request) => {
		const { param } = await ask(context, operation, request);
		const filter = readQuery(request, operation.query);
		const isAsked = Object.keys(operation.query.shape).some((name) => request.query[name] !== undefined);
		if (!isAsked) return { data: await readMatrix(database, param('axis')) };
		const { matrix, total } = await readMatrixPage(database, param('axis'), filterOf(filter), readPage(request));
		return { data: matrix, meta: { total_count: total } };
	});

	// As CSV the matrix is its cells, a line each.
	const asCsv = handleList(context, Object.keys(operation.csv.shape), async (request, taker) => {
		const { param } = await ask(context, operation, request);
		const filter = filterOf(readQuery(request, operation.query));
		return { data: await readMatrixCells(database, param('axis'), filter, readPage(request, taker)) };
	});

	mountAt(router, operation, (request, response, next) => (wantsCsv(request) ? asCsv : asJson)(request, response, next));
}

function filterOf({ group, owner, state, search }: MatrixQuery): MatrixFilter {
	return { group: group ?? null, owner: owner ?? '', state: state ?? '', search: search ?? '' };
}
