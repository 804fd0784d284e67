/** Conditions, deltas and invariants of a tier, in psql: what does not hold is collected, then shown, and ends the transaction. */
import type { Invariant } from '../profile/profile';
import countStructure from '../tier/sql/count-structure.sql';
import type { ExpectedDelta, SectionName, TierFile } from '../tier/tier-file';
import { checksOf } from '../tier/tier-file';
import helpersText from './sql/helpers.sql';
import { dollarQuote, literal, oneStatement, verbatim } from '../db/psql-text';

/** The transaction's notebook and its helpers. */
export function helpers(): string {
	const body = dollarQuote(oneStatement(countStructure), 'function');
	const structure = `create or replace function pg_temp.axis_structure(out tables bigint, out views bigint, out functions bigint)\nlanguage sql as ${body};`;
	return `${helpersText.trim()}\n\n${structure}`;
}

/** Asks every condition of a section; rows become violations. `prefix` stands before the names of the checks. */
export function collectViolations(file: TierFile, section: SectionName, prefix = ''): string {
	return checksOf(file, section)
		.map(({ check, statement }) => collect(prefix + check, verbatim(statement)))
		.join('\n\n');
}

/** Asks one condition; `code` where its rows name none. */
export function collect(check: string, query: string, code: string | null = null): string {
	const named = code === null ? `condition.facts ->> 'code'` : `coalesce(condition.facts ->> 'code', ${literal(code)})`;
	return [
		`-- ${check}`,
		'insert into pg_temp.axis_violation (code, check_name, facts)',
		`select ${named}, ${literal(check)}, condition.facts - 'code'`,
		`from (select to_jsonb(found) as facts from (${query}) as found) as condition;`,
	].join('\n');
}

/** Names the checks that held, for the run's record. */
export function noteChecks(file: TierFile, section: SectionName): string | null {
	const rows = checksOf(file, section).map(({ check }) => `(${literal(check)})`);
	return rows.length === 0 ? null : `insert into pg_temp.axis_check (name) values ${rows.join(', ')};`;
}

/** Counts before the change. A rollback declares no deltas. */
export function countBefore(file: TierFile, declared: boolean): string | null {
	const rows = [
		...file.deltas.map(({ object, delta }) => row(object, declared ? expectedOf(delta) : 'null')),
		...file.observed.map((object) => row(object, 'null')),
	];
	return rows.length === 0 ? null : `insert into pg_temp.axis_delta (object, expected, before)\nvalues\n${rows.join(',\n')};`;
}

/** Reads the invariants before the change; their queries stand as the profile has them. */
export function readInvariantsBefore(invariants: readonly Invariant[]): string | null {
	if (invariants.length === 0) return null;
	const rows = invariants.map(
		({ name, query, expected }) => `  (${literal(name)}, ${dollarQuote(query, 'invariant')}, ${literal(String(expected))})`,
	);
	return [
		`insert into pg_temp.axis_invariant (name, query, expected)\nvalues\n${rows.join(',\n')};`,
		'update pg_temp.axis_invariant set before = pg_temp.axis_read_number(query);',
	].join('\n');
}

/** Runs the report section: facts for the operator. */
export function collectNotes(file: TierFile): string | null {
	const notes = file.sections.report.flatMap((step) =>
		step.kind === 'statement'
			? [`insert into pg_temp.axis_note (facts)\nselect to_jsonb(found) from (${verbatim(step.statement)}) as found;`]
			: [],
	);
	return notes.length === 0 ? null : notes.join('\n\n');
}

function row(object: string, expected: string): string {
	return `  (${literal(object)}, ${expected}, pg_temp.axis_count(${literal(object)}))`;
}

function expectedOf(delta: ExpectedDelta['delta']): string {
	return typeof delta === 'number' ? String(delta) : `:'${delta}'::bigint`;
}
