/** A rollback passes a shut gate, so one that is understood must ask for what is gone already. */
import { bodyValidator, OPERATIONS } from '../../support/openapi/document';
import type { FuzzRequest } from './requests';

const rollback = OPERATIONS.find((operation) => operation.path === '/axis/rollback');
const isRollback = rollback ? bodyValidator(rollback) : () => false;

/** The same request, unless it would roll tiers back: then one that would not. For a database where tier 6 is the last one. */
export function keepTiers(request: FuzzRequest): FuzzRequest {
	if (request.method !== 'POST') return request;
	const [path = '', ...query] = request.target.split('?');
	if (/^\/axis\/rollback\/6\/?$/i.test(path)) return { ...request, target: ['/axis/rollback/1', ...query].join('?') };
	if (!/^\/axis\/rollback\/?$/i.test(path) || !isRollback(readBody(request.body))) return request;
	return { ...request, headers: { ...request.headers, 'content-type': 'application/json' }, body: Buffer.from('{"to":6}') };
}

function readBody(body: Buffer | null): unknown {
	try {
		return body === null || body.length === 0 ? {} : JSON.parse(body.toString());
	} catch {
		return null;
	}
}
