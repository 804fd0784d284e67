/** Runs the queries of a tier's sections: conditions that return violations, and checks that return expected, actual and ok. */
import type { Knex } from 'knex';
import type { Check, Fact, Violation } from '../contract';
import { hostSchema } from '../db/host-schema';
import { runStatement, type Row } from '../db/run-sql';
import type { Statement, Variables } from '../db/sql-text';
import type { Observer } from '../run/context';
import { asRefusal } from './sections';
import { checksOf, type SectionName, type TierFile } from './tier-file';
import { inNumberOrder } from './tiers';
import { askTogether } from './ask-together';

export interface ConditionResult {
	/** One check per condition: expected 0 violations, actual so many. */
	checks: Check[];
	violations: Violation[];
	/** The error code that a violation asks for, when it is not the section's own. */
	code: string | null;
}

/**
 * Runs the conditions of a section in order; all of them, so that the caller learns every violation at once.
 * Errors: StatementFailure for a query that the database refused.
 */
export async function runConditions(
	trx: Knex,
	file: TierFile,
	section: SectionName,
	variables: Variables,
	observe?: Observer,
): Promise<ConditionResult> {
	const result: ConditionResult = { checks: [], violations: [], code: null };
	for (const { check, statement } of checksOf(file, section)) {
		await observe?.({ tier: file.tier, section, statement });
		const rows = await readViolations(trx, section, statement, variables, result.violations);
		result.checks.push({ name: check, expected: 0, actual: rows.length, ok: rows.length === 0 });
		for (const { code, violation, ...facts } of rows) {
			if (typeof code === 'string') result.code ??= code;
			result.violations.push({ violation: String(violation), check, ...facts });
		}
	}
	return result;
}

async function readViolations(
	trx: Knex,
	section: SectionName,
	statement: Statement,
	variables: Variables,
	found: readonly Violation[],
): Promise<Row[]> {
	try {
		return await runStatement(trx, statement, variables);
	} catch (error) {
		throw asRefusal(error, section, statement.line, found);
	}
}

export interface ReportedCheck extends Check {
	/** The tier whose file asks it. */
	tier: number;
	remedy: string;
	blocker: string;
	/** Of a condition: what it found. */
	violations?: Violation[];
}

/**
 * Runs the checks of tier files' verify sections. Whatever the order of the rollout, the check of a higher tier says more and replaces one of
 * the same name. A check whose query returns no row does not concern this target and is left out.
 * A row with `judged` false is a number that is told and not judged; its `remedy` stands instead of the file's, where it names what only the row knows.
 * A query that the database refuses (a missing table, say) is a check with actual null, not an error.
 */
export async function runChecks(
	trx: Knex.Transaction,
	files: readonly TierFile[],
	variables: Variables,
): Promise<ReportedCheck[]> {
	const steps = inNumberOrder(files).flatMap((file) => checksOf(file, 'verify').map((step) => ({ ...step, tier: file.tier })));
	const byName = new Map(steps.map((step) => [step.check, step]));
	const named = { ...variables, ...(await hostSchema(trx)) };
	const checks: ReportedCheck[] = [];
	const asked = [...byName.values()];
	const questions = asked.map(({ statement }) => statement);
	const answers = await askTogether(trx, questions, named);
	for (const [index, { tier, check: name, remedy, blocker }] of asked.entries()) {
		const answer = answers[index];
		const about = { tier, name, remedy, blocker };
		if (!answer || 'refusal' in answer) {
			checks.push({ ...about, expected: null, actual: null, ok: false });
			continue;
		}
		const [row] = answer.rows;
		if (!row) continue;
		const judged = row.judged === false ? { judged: false as const } : {};
		const said = typeof row.remedy === 'string' ? { remedy: row.remedy } : {};
		checks.push({
			...about,
			...said,
			expected: toFact(row.expected),
			actual: toFact(row.actual),
			ok: row.ok === true,
			...judged,
		});
	}
	return checks;
}

/** Runs the queries of a tier's report section: facts for the operator. */
export async function readReports(trx: Knex, file: TierFile, variables: Variables): Promise<Row[]> {
	const notes: Row[] = [];
	for (const step of file.sections.report) {
		if (step.kind === 'statement') notes.push(...(await runStatement(trx, step.statement, variables)));
	}
	return notes;
}

/** The check without what only the server needs. */
export function toCheck({ name, expected, actual, ok, judged }: ReportedCheck): Check {
	return { name, expected, actual, ok, ...(judged === false ? { judged } : {}) };
}

export function toFact(value: unknown): Fact {
	if (value === null || value === undefined) return null;
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value);
}
