/** What a fault may come upon: each call that changes something, or would. Tiers are applied in the order 1 to 6. */
import type { Answer, Api } from '../../e2e/support/api';

export const LAST_TIER = 6;

export type OperationName = 'rehearse' | 'apply a tier' | 'apply all' | 'scan' | 'roll back a tier' | 'roll back all';

export interface Operation {
	name: OperationName;
	path: string;
	body: Record<string, unknown>;
	/** Tiers applied before it, and when it has come to its end. */
	from: number;
	to: number;
	/** Several transactions, under a lock of a session of its own. */
	isSequence: boolean;
	/** How many transactions it commits, those of the ledger among them. */
	commits: number;
}

/** What the caller was told; `code` is that of the refusal. No answer at all: status 0. */
export interface Told {
	status: number;
	code: string | null;
	message: string;
	/** Tiers that a sequence says it has committed before it failed. */
	committedTiers: number;
}

const RATIFIED = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };

/** Every operation that makes sense with so many tiers applied; what is rare otherwise stands there more than once. */
export function operationsAt(tiers: number): Operation[] {
	const up = LAST_TIER - tiers;
	const single = { isSequence: false, commits: 2 };
	const step = (name: OperationName, path: string, body: Record<string, unknown>, to: number): Operation => ({
		...{ name, path, body, from: tiers, to },
		...single,
	});
	const scan: Operation = { ...step('scan', '/axis/scan', {}, tiers), commits: 1 };
	return [
		...(up > 0
			? [
					step('rehearse', '/axis/rehearse', {}, tiers),
					step('apply a tier', `/axis/apply/${tiers + 1}`, RATIFIED, tiers + 1),
					// The start, the look at what is applied, two for each tier and for the verification, the end.
					{ ...step('apply all', '/axis/apply', RATIFIED, LAST_TIER), isSequence: true, commits: 2 * (up + 1) + 3 },
				]
			: [scan, scan, scan]),
		...(tiers > 0
			? [
					step('roll back a tier', `/axis/rollback/${tiers}`, {}, tiers - 1),
					{ ...step('roll back all', '/axis/rollback', {}, 0), isSequence: true, commits: 2 * tiers + 3 },
				]
			: []),
	];
}

/** Sends it and answers what the caller is told, whatever happens. */
export async function send(api: Api, operation: Pick<Operation, 'path' | 'body'>): Promise<Told> {
	try {
		return told(await api.send('POST', operation.path, operation.body));
	} catch (error) {
		return { status: 0, code: null, message: String(error), committedTiers: 0 };
	}
}

function told({ status, errors, text }: Answer<unknown>): Told {
	const [error] = errors ?? [];
	const committed = error?.extensions.committed_tiers;
	return {
		status,
		code: error?.extensions.code ?? null,
		message: error?.message ?? (status === 200 ? '' : text.slice(0, 200)),
		committedTiers: Array.isArray(committed) ? committed.length : 0,
	};
}

export function inWords({ status, code }: Told): string {
	if (status === 0) return 'no answer';
	return code === null ? String(status) : `${status} ${code}`;
}
