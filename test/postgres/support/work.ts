/** How much PostgreSQL does for a call of the product, counted in rows that its plans touch: no busy machine changes it. */
import knex, { type Knex } from 'knex';
import { z } from 'zod';

/** One node of a plan, as auto_explain logs it. */
interface Node {
	'Actual Rows'?: number | undefined;
	'Actual Loops'?: number | undefined;
	'Rows Removed by Filter'?: number | undefined;
	'Rows Removed by Join Filter'?: number | undefined;
	Plans?: Node[] | undefined;
}

const number = z.number().optional();
const node: z.ZodType<Node> = z.lazy(() =>
	z.object({
		'Actual Rows': number,
		'Actual Loops': number,
		'Rows Removed by Filter': number,
		'Rows Removed by Join Filter': number,
		Plans: z.array(node).optional(),
	}),
);
const logged = z.object({ 'Query Text': z.string(), Plan: node });
const notice = z.object({ message: z.string() });

export interface Statement {
	text: string;
	/** Rows that each node of its plan gave or threw away, each time that it ran. */
	rows: number;
}

export interface Worked {
	db: Knex;
	/** What PostgreSQL did while the work went on, a statement each; those inside of functions, too. */
	statementsOf(work: () => Promise<unknown>): Promise<Statement[]>;
	destroy(): Promise<void>;
}

/** A pool whose connections tell how each statement was executed. */
export function openWorked(url: string): Worked {
	let seen: Statement[] = [];
	const afterCreate = (connection: unknown, done: (error: unknown, connection: unknown) => void) => {
		const client = clientOf(connection);
		client.on('notice', (message) => {
			const plan = readPlan(message);
			if (plan) seen.push(plan);
		});
		client
			.query(
				`load 'auto_explain';
				set auto_explain.log_min_duration = 0;
				set auto_explain.log_analyze = on;
				set auto_explain.log_timing = off;
				set auto_explain.log_nested_statements = on;
				set auto_explain.log_format = json;
				set client_min_messages = log`,
			)
			.then(() => done(null, connection))
			.catch((error: unknown) => done(error, connection));
	};
	const db = knex({ client: 'pg', connection: { connectionString: url }, pool: { min: 0, max: 4, afterCreate } });
	return {
		db,
		async statementsOf(work) {
			seen = [];
			await work();
			return seen;
		},
		destroy: () => db.destroy(),
	};
}

/** Rows of all statements together. */
export function rowsOf(statements: readonly Statement[]): number {
	return statements.reduce((sum, { rows }) => sum + rows, 0);
}

interface Client {
	on(event: 'notice', listen: (message: unknown) => void): unknown;
	query(text: string): Promise<unknown>;
}

function clientOf(connection: unknown): Client {
	if (!isClient(connection)) throw new TypeError('knex gave a connection that is not of pg');
	return connection;
}

function isClient(connection: unknown): connection is Client {
	return typeof connection === 'object' && connection !== null && 'on' in connection && 'query' in connection;
}

function readPlan(message: unknown): Statement | null {
	const { message: text } = notice.parse(message);
	const at = text.indexOf('plan:\n');
	if (at === -1) return null;
	const { 'Query Text': query, Plan } = logged.parse(JSON.parse(text.slice(at + 'plan:\n'.length)));
	return { text: query, rows: rowsOfNode(Plan) };
}

function rowsOfNode(plan: Node): number {
	const perLoop = (plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Join Filter'] ?? 0);
	return perLoop * (plan['Actual Loops'] ?? 1) + (plan.Plans ?? []).reduce((sum, child) => sum + rowsOfNode(child), 0);
}
