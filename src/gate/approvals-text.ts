/** The SQL that asks for approvals, put together: what counts, locks or explains them stands on one function. */
import { includeText } from '../db/sql-text';
import operatorText from './sql/read-operator.sql';
import readText from './sql/read-approvals.sql';

const LOCK = ":'lock_approvals'::boolean";

/** One row: the source that holds, how many approvals there are and how they fare under each rule. Needs gateVariables. */
export const COUNT_APPROVALS = readText.replaceAll(LOCK, 'false').trim();

/** The same with the valid approvals found and locked, at least as many as are needed where there are so many, and these alone counted. */
export const LOCK_APPROVALS = readText.replaceAll(LOCK, 'true').trim();

/** One row: the address of `:'operator'`, and who created the approvals that count for them. Needs `:"host_schema"` and `:'ratification_source'`. */
export const READ_OPERATOR = operatorText;

/** A text with the count of approvals where it says so. For tier files. */
export function withApprovals(text: string): string {
	return includeText(text, 'count-approvals.sql', COUNT_APPROVALS);
}
