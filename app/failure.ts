/** What went wrong with a request, in the few kinds that a reader can act on. */

export type Failure =
	/** Nobody is signed in any more: the session ended. */
	| { kind: 'signed_out' }
	/** The permission that is missing: read for what is looked at, create for what acts. */
	| { kind: 'forbidden'; right: 'read' | 'create' }
	| { kind: 'unreachable' }
	| { kind: 'no_endpoint' }
	/** The server said no and why; `code` is e.g. AXIS_PREREQUISITE_MISSING. */
	| { kind: 'refused'; code: string; message: string }
	| { kind: 'unexpected'; status: number };

/** An answer that is not of the contract's form, e.g. a proxy's HTML page with status 200. */
export class UnexpectedAnswer extends Error {
	constructor(readonly status: number) {
		super(`Unexpected answer, HTTP ${status}`);
	}
}

/** Reads a rejection of the Studio's HTTP client. Whatever carries no answer counts as unreachable. */
export function readFailure(error: unknown): Failure {
	if (error instanceof UnexpectedAnswer) return { kind: 'unexpected', status: error.status };

	const response = field(error, 'response');
	const status = field(response, 'status');
	if (typeof status !== 'number') return { kind: 'unreachable' };
	if (status === 401) return { kind: 'signed_out' };

	const first = field(field(field(response, 'data'), 'errors'), '0');
	const code = field(field(first, 'extensions'), 'code');
	const message = field(first, 'message');
	if (status === 403 && (code === undefined || code === 'FORBIDDEN')) {
		return { kind: 'forbidden', right: field(field(error, 'config'), 'method') === 'post' ? 'create' : 'read' };
	}
	if (code === 'ROUTE_NOT_FOUND') return { kind: 'no_endpoint' };
	if (typeof code === 'string' && typeof message === 'string') return { kind: 'refused', code, message };
	return { kind: 'unexpected', status };
}

function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
