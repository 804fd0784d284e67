/** Routes of coverage. */
import type { Router } from 'express';
import type { MatrixQuery } from '../../src/contract';
import { COVERAGE } from '../../src/contract/operations/coverage';
import { readCells, readObject } from '../../src/coverage/cells';
import { readCounts, readCoverage } from '../../src/coverage/counts';
import type { CellFilter } from '../../src/coverage/filter';
import { readMatrix, readMatrixPage } from '../../src/coverage/page';
import type { RouteContext } from './context';
import { wantsCsv } from './csv-answer';
import { handleLarge, handleList } from './large-answer';
import { ask, mountAt, mounting } from './mount';
import { readPage, readQuery } from './request';

export function mountCoverageRoutes(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { list, rows } = mounting(router, context);

	rows(COVERAGE.readCoverage, () => readCoverage(database));
	list(COVERAGE.byValue, ({ param, page }) => readCounts(database, param('axis'), 'value', page));
	list(COVERAGE.byOwner, ({ param, page }) => readCounts(database, param('axis'), 'owner', page));
	list(COVERAGE.byObject, ({ param, page }) => readCounts(database, param('axis'), 'object', page));
	list(COVERAGE.byGroup, ({ param, page }) => readCounts(database, param('axis'), 'group', page));
	list(COVERAGE.listGaps, async ({ request, param, page }) => {
		const { group = null } = readQuery(request, COVERAGE.listGaps.query);
		return readCells(database, param('axis'), { gaps: group }, page);
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
		const kept = filterOf(readQuery(request, operation.query));
		const { rows } = await readCells(database, param('axis'), { kept }, readPage(request, taker));
		return { data: rows };
	});

	mountAt(router, operation, (request, response, next) => (wantsCsv(request) ? asCsv : asJson)(request, response, next));
}

function filterOf({ group, owner, state, search }: MatrixQuery): CellFilter {
	return { group: group ?? null, owner: owner ?? '', state: state ?? '', search: search ?? '' };
}
