/** The packet runs with the rights of whoever calls psql: it does not go on where something would stand in for PostgreSQL's own. */
import findDoubles from '../db/sql/find-doubles.sql';
import { literal, oneStatement, paragraphs, raise } from '../db/psql-text';
import begin from './sql/begin.sql';

/** Ends psql, and names them on the error output, when there are doubles. Asked at the start of a file, of its transaction, and before COMMIT. */
export function refuseDoubles(): string {
	const message =
		"Functions or operators in Directus' schema stand in for PostgreSQL's own, and would run with your rights. Nothing was changed. Drop them, or let a superuser own them.";
	return [
		`select coalesce(found.doubles, '') as axis_doubles, found.doubles is not null as axis_has_doubles from (${oneStatement(findDoubles)}) as found \\gset`,
		'\\if :axis_has_doubles',
		`\\warn ${literal('AXIS_OWNER_UNUSABLE:')} :axis_doubles`,
		raise('AXIS_OWNER_UNUSABLE', message),
		'\\endif',
	].join('\n');
}

/** Starts the transaction that changes something. */
export function beginRun(): string {
	return paragraphs(begin.trim(), refuseDoubles());
}

/** Ends it, and says so. `told`: arguments of \\echo. */
export function commitRun(told: string): string {
	return paragraphs(refuseDoubles(), `commit;\n\\echo ${told}`);
}
