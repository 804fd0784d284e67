/** The gate as psql reads it: by the functions that the engine, the triggers and goals ask, which a database without the extension's ledger is given. */
import ledger005 from '../../migrations/sql/ledger005-groups.up.sql';
import ledger006 from '../../migrations/sql/ledger006-ratification-source.up.sql';
import ledger007 from '../../migrations/sql/ledger007-approvals.up.sql';
import ledger008 from '../../migrations/sql/ledger008-authority-links.up.sql';
import internalSchema from '../../migrations/sql/internal-schema.sql';
import isDefined from '../base/sql/ratification-is-defined.sql';
import ratificationSource from '../base/sql/ratification-source.sql';
import { DEFAULT_TABLE } from '../base/ratification-source';
import { allStatements, oneStatement, setVariable, tolerate } from '../db/psql-text';
import { COUNT_APPROVALS } from '../gate/approvals-text';

/** Makes the functions where the extension never started: only for files that act, which then read the gate and the triggers as everywhere else. */
export function makePredicate(): string {
	return [
		'-- Who ratified, and what a group contains, is read by functions of axis_internal. The extension makes them when it starts; where it never did, this does.',
		`select not defined as axis_undefined from (${oneStatement(isDefined)}) as found \\gset`,
		'\\if :axis_undefined',
		...[internalSchema, ledger005, ledger006, ledger007, ledger008].map(allStatements),
		'\\endif',
	].join('\n');
}

/** Sets source_table and axis_source_filter: where people ratify. */
export function findSource(): string {
	return [
		`select defined as axis_defined from (${oneStatement(isDefined)}) as found \\gset`,
		'\\if :axis_defined',
		`select source_table, source_filter as axis_source_filter from (${oneStatement(ratificationSource)}) as source \\gset`,
		'\\else',
		`${setVariable('source_table', DEFAULT_TABLE)}\n\\set axis_source_filter '{}'`,
		'\\endif',
	].join('\n');
}

/** Sets axis_gate_problem (a code, or nothing where the approvals were counted) with axis_gate_detail, axis_approvals and axis_simulated. */
export function lookAtGate(): string {
	return tolerate(
		"\\set axis_gate_problem approvals_unreadable\n\\if :axis_defined\n\\else\n\\set axis_gate_problem gate_missing\n\\endif\n\\set axis_gate_detail ''\n\\set axis_approvals ''\n\\set axis_simulated false",
		`select coalesce(problem, '') as axis_gate_problem, coalesce(detail, '') as axis_gate_detail, coalesce(approvals::text, '') as axis_approvals, simulated as axis_simulated from (${oneStatement(COUNT_APPROVALS)}) as gate \\gset`,
	);
}
