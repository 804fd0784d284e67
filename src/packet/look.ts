/** What stands under the name of the approvals, and whether the guard has its policy: the engine's own look, in psql. */
import lookAtApprovals from '../gate/sql/look-at-approvals.sql';
import { collect } from './conditions';
import { oneStatement, paragraphs, refuseViolations, tolerate } from '../db/psql-text';

/** Sets axis_gate_problem: a code, or nothing where the approvals are to be counted. */
export function lookAtGate(): string {
	return [
		`select coalesce(looked.problem, '') as axis_gate_problem, looked.has_policy as axis_has_policy from (${oneStatement(lookAtApprovals)}) as looked \\gset`,
		'\\if :axis_has_policy',
		tolerate(
			'\\set axis_gate_problem policy_missing',
			"select case when exists (select from axis_internal.gate_policy) then :'axis_gate_problem' else 'policy_missing' end as axis_gate_problem \\gset",
		),
		'\\endif',
	].join('\n');
}

/** Ends the transaction of a tier where it is no table, or the policy is gone. Nothing of it has been read by then. */
export function requireSoundGate(refused: string): string {
	return paragraphs(
		lookAtGate(),
		collect('gate', `select 'the gate is shut' as violation, :'axis_gate_problem' as object where :'axis_gate_problem' <> ''`),
		refuseViolations(
			'AXIS_GATE_CLOSED',
			`${refused} os_proposal_approvals must be an ordinary table, and the guard must have its policy.`,
		),
	);
}
