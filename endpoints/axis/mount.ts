/** Mounts routes as the contract describes them: asks for the right, and PostgreSQL, reads what was sent, calls once, and answers. */
import type { RequestHandler, Router } from 'express';
import type { z } from 'zod';
import type { Operation } from '../../src/contract/operations/operation';
import type { Listing, Page } from '../../src/db/listing';
import type { RowTaker } from '../../src/db/cursor';
import { requirePostgres } from '../../src/db/postgres';
import { ForbiddenError } from '../../src/errors';
import { readBody } from './body';
import type { RouteContext } from './context';
import { handleFile, handleLarge, handleList } from './large-answer';
import { handle, readPage, readParam, recordsMeta, type Answer, type AxisRequest } from './request';

type Names<Route extends string> = Route extends `${string}:${infer Name}/${infer Rest}`
	? Name | Names<`/${Rest}`>
	: Route extends `${string}:${infer Name}`
		? Name
		: never;

export interface Asked<Route extends string> {
	/** Directus user id of who asks. */
	user: string;
	request: AxisRequest;
	/** A part of the path. Errors: InvalidPayloadError. */
	param: (name: Names<Route>) => string;
}

/** The caller of a request who may do this. Errors: those of authorise, ForbiddenError, UnsupportedDatabaseError. */
export async function ask<Route extends string>(
	{ authorise, host }: RouteContext,
	operation: Operation & { route: Route },
	request: AxisRequest,
): Promise<Asked<Route>> {
	const { right = operation.route.startsWith('GET ') ? 'read' : 'create' } = operation;
	const sends = operation.csvBody === undefined ? 'application/json' : 'text/csv';
	const { userId: user } = await authorise(request, right === 'admin' ? 'read' : right, sends);
	if (right === 'admin' && request.accountability?.admin !== true) {
		const reason = `${operation.route.replace(' ', ' /axis')} is for admins. Nothing was changed. Ask an admin for it.`;
		throw new ForbiddenError({ reason });
	}
	if (!operation.anyDatabase) requirePostgres(host.database);
	return { user, request, param: (name) => readParam(request, name) };
}

/** Puts a handler where Express looks for it. */
export function mountAt(router: Router, { route }: Pick<Operation, 'route'>, handler: RequestHandler): void {
	const [method, path = ''] = route.split(' ');
	if (method === 'GET') router.get(path, handler);
	else router.post(path, handler);
}

/** Ways to mount on the router, by what a route answers. */
export function mounting(router: Router, context: RouteContext) {
	const mount = (operation: Operation, run: (request: AxisRequest) => Promise<Answer>) =>
		mountAt(router, operation, operation.large ? handleLarge(context, run) : handle(run));

	const mountRows = (operation: Operation, row: z.ZodObject, run: (request: AxisRequest, taker?: RowTaker) => Promise<Answer>) =>
		mountAt(router, operation, handleList(context, Object.keys(row.shape), run, operation.large));

	return {
		/** A read. */
		read<Route extends string, Data>(
			operation: Operation & { route: Route; answer: z.ZodType<Data> },
			run: (asked: Asked<Route>) => Promise<NoInfer<Data>>,
		): void {
			mount(operation, async (request) => ({ data: await run(await ask(context, operation, request)) }));
		},

		/** What has a body. */
		act<Route extends string, Body, Data>(
			operation: Operation & { route: Route; body: z.ZodType<Body>; answer: z.ZodType<Data> },
			run: (asked: Asked<Route> & { body: Body }) => Promise<NoInfer<Data>>,
		): void {
			mount(operation, async (request) => {
				const asked = await ask(context, operation, request);
				return { data: await run({ ...asked, body: readBody(request, operation.body) }) };
			});
		},

		/** What takes a CSV, which asks much whatever it does. */
		file<Route extends string, Data>(
			operation: Operation & { route: Route; csvBody: string; answer: z.ZodType<Data> },
			run: (asked: Asked<Route> & { csv: Uint8Array }) => Promise<NoInfer<Data>>,
		): void {
			const asked = (request: AxisRequest) => ask(context, operation, request);
			mountAt(
				router,
				operation,
				handleFile(context, asked, async (known, csv) => ({ data: await run({ ...known, csv }) })),
			);
		},

		/** A page of a list. */
		list<Route extends string>(
			operation: Operation & { route: Route; list: z.ZodObject },
			run: (asked: Asked<Route> & { page: Page }) => Promise<Listing<object>>,
		): void {
			mountRows(operation, operation.list, async (request, taker) => {
				const asked = await ask(context, operation, request);
				const listing = await run({ ...asked, page: readPage(request, taker) });
				return { data: listing.rows, meta: recordsMeta(listing) };
			});
		},

		/** All rows of a short list. */
		rows<Route extends string, Row extends z.ZodObject>(
			operation: Operation & { route: Route; rows: Row },
			run: (asked: Asked<Route>) => Promise<z.output<NoInfer<Row>>[]>,
		): void {
			mountRows(operation, operation.rows, async (request) => ({ data: await run(await ask(context, operation, request)) }));
		},
	};
}
