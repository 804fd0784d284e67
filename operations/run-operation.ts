/**
 * Frames an operation of a Flow: who may, what was asked, one call into src, an answer. None applies a tier, assigns or approves.
 *
 * A Flow that a person started acts as that person and needs what the routes need: read on the run ledger, or create for what changes anything. What
 * a schedule starts has no person, and runs: only admins make Flows. Failures are plain objects: of an Error a Flow keeps nothing.
 */
import { isDirectusError } from '@directus/errors';
import type { Accountability, OperationApiConfig, OperationContext } from '@directus/types';
import type { z } from 'zod';
import { explainUnreadable } from '../src/db/availability';
import { requirePostgres } from '../src/db/postgres';
import { readQueueOf } from '../src/db/read-queue';
import { ForbiddenError, InvalidPayloadError } from '../src/errors';
import { requireRight } from '../src/host/require-right';

export interface Started<Options> {
	options: Options;
	/** Directus user id of the person who started the Flow; null for a schedule and whatever else has none. */
	user: string | null;
	host: OperationContext;
}

export interface OperationSpec<Options, Data> {
	id: string;
	/** Of the person who started the Flow; may depend on what they ask for. null: whoever is signed in. */
	right: (started: Started<Options>) => 'read' | 'create' | null;
	options: z.ZodType<Options>;
	run: (started: Started<Options>) => Promise<Data>;
}

/** What the reject path of a Flow gets. */
export interface Failure {
	code: string;
	message: string;
}

/** Waits for its turn among what else asks much of the database. */
export function runOperation<Options, Data>({ id, right, options, run }: OperationSpec<Options, Data>): OperationApiConfig {
	return {
		id,
		async handler(given, host) {
			try {
				requirePostgres(host.database);
				const started = { options: readOptions(options, given), user: host.accountability?.user ?? null, host };
				if (host.accountability) await requireCaller(host, host.accountability, right(started));
				return await readQueueOf(host.database).run(started.user ?? id, () => run(started));
			} catch (error) {
				throw failure(explainUnreadable(error, 'The operation'), host);
			}
		},
	};
}

async function requireCaller(host: OperationContext, accountability: Accountability, right: 'read' | 'create' | null) {
	if (accountability.admin) return;
	if (!accountability.user) {
		const reason =
			'The Flow was started by nobody who is signed in. Nothing was changed. Let a schedule or a person who is signed in start it.';
		throw new ForbiddenError({ reason });
	}
	if (right !== null) await requireRight(host, { accountability, schema: await host.getSchema() }, right);
}

/** What a Flow hands on where nothing was chosen: null, or of a template '', or of one that names what is not there this word. */
const EMPTY: readonly unknown[] = [null, '', 'undefined'];

function readOptions<Options>(schema: z.ZodType<Options>, given: Record<string, unknown>): Options {
	const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => !EMPTY.includes(value)));
	const parsed = schema.safeParse(filled);
	if (parsed.success) return parsed.data;
	const reason = parsed.error.issues.map(({ path, message }) => `option ${path.join('.')}: ${message}`).join('; ');
	throw new InvalidPayloadError({ reason });
}

function failure(error: unknown, { logger }: OperationContext): Failure {
	if (isDirectusError(error)) return { code: error.code, message: error.message };
	logger.error(error);
	return {
		code: 'INTERNAL_SERVER_ERROR',
		message: "The operation failed; Directus' log has the reason. Whether a scan was made, GET /axis/scans tells.",
	};
}
