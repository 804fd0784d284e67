/** Whether the approval request under which a tier is applied was approved. */
import type { Knex } from 'knex';
import type { Blocker } from '../contract';
import { queryHost } from '../db/host-schema';
import readApproval from './sql/read-approval.sql';

/** The blocker where the request is missing, or has another status than approved; none where it holds. Errors: the database's own. */
export async function approvalBlockers(db: Knex, code: string | null): Promise<Blocker[]> {
	if (code === null) {
		return [blocker('No ratified_apr was given, and the profile asks for an approved one (ratification.approved).', null)];
	}
	const found = (await queryHost(db, readApproval, { ratified_apr: code })).map((row) => row.status);
	const other = found.find((status) => status !== 'approved');
	if (found.length === 0) {
		return [blocker(`approval_requests holds no request "${code}", and the profile asks for an approved one.`, null)];
	}
	if (other === undefined) return [];
	const status = typeof other === 'string' ? other : null;
	return [
		blocker(`The request "${code}" is ${status ?? 'of unknown status'}, and the profile asks for an approved one.`, status),
	];
}

function blocker(message: string, actual: string | null): Blocker {
	const remedy =
		'Let people decide the request in approval_requests, then name its code as ratified_apr. This extension never does.';
	return { code: 'approval_not_approved', message, expected: 'approved', actual, remedy };
}
