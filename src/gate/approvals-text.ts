/** The SQL that judges approvals, put together: what counts, locks or explains them stands on one text. */
import { includeText } from '../db/sql-text';
import countText from './sql/count-approvals.sql';
import judgeText from './sql/judge-approvals.sql';
import lockText from './sql/lock-approvals.sql';
import operatorText from './sql/read-operator.sql';
import signerText from './sql/signer.sql';

const JUDGE = includeText(judgeText, 'signer.sql', signerText);

/** One row: how many approvals there are and how they fare under each rule. Needs gateVariables and `:"host_schema"`. */
export const COUNT_APPROVALS = includeText(countText, 'judge-approvals.sql', JUDGE);

/** One row: how many valid approvals were found and locked, at least as many as are needed where there are so many. Variables as COUNT_APPROVALS. */
export const LOCK_APPROVALS = includeText(lockText, 'judge-approvals.sql', JUDGE);

/** One row: the address of `:'operator'`, and who created the approvals that count for them. Needs `:"host_schema"`. */
export const READ_OPERATOR = includeText(operatorText, 'signer.sql', signerText);

/** A text with the count of approvals where it says so. For tier files. */
export function withApprovals(text: string): string {
	return includeText(text, 'count-approvals.sql', COUNT_APPROVALS);
}
