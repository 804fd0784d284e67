/** Plans a new rule of an axis that is there, and a change of what a rule asks of tags. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AskedRuleChange } from '../contract';
import { queryRows } from '../db/run-sql';
import { InvalidPayloadError } from '../errors';
import { make, refuseWhere, type ActPlan } from './act-plan';
import { readSubject } from './change-subject';
import { requireAxis, subjectOf } from './read-axis';
import rulesTaken from './sql/rules-taken.sql';
import { readStates, type RowState } from './write-changes';

const state = z.object({ confidence_threshold: z.coerce.number(), staleness_days: z.coerce.number() });

/** Errors: InvalidPayloadError, UnknownCodeError, LifecycleConflictError. */
export async function planRule(trx: Knex, asked: AskedRuleChange, actor: string): Promise<ActPlan> {
	// As the column keeps it: three decimals.
	const confidence_threshold =
		asked.confidence_threshold === undefined ? undefined : Number(asked.confidence_threshold.toFixed(3));
	const body = { ...asked, confidence_threshold };
	return body.act === 'add' ? addRule(trx, body, actor) : changeRule(trx, body);
}

async function addRule(trx: Knex, body: AskedRuleChange, actor: string): Promise<ActPlan> {
	const { rule_code, axis_code, activate } = body;
	if (axis_code === undefined) throw new InvalidPayloadError({ reason: 'a new rule is of an axis: give axis_code' });
	const axis = await requireAxis(trx, axis_code);
	const asked = `Adding the rule "${rule_code}" to the axis "${axis_code}"`;
	const taken = await queryRows(trx, rulesTaken, { codes: JSON.stringify([rule_code]) });
	refuseWhere(asked, [
		...taken.map(() => ({ violation: 'a rule of this code is there', object: rule_code })),
		...(axis.ownership_source === 'canonical'
			? [{ violation: 'its rule is the one of the base model: every object, every scope', object: axis_code }]
			: []),
		...(axis.status === 'retired' ? [{ violation: 'the axis is retired', object: axis_code }] : []),
	]);
	const { applies_to = '*', coverage_mode = 'per_assignment', confidence_threshold = 0, staleness_days = 0 } = body;
	const rule = { rule_code, axis_code, applies_to, coverage_mode, confidence_threshold, staleness_days };
	const row = make('coverage_rule', { kind: 'rule', key: rule_code }, actor, {
		...rule,
		status: activate ? 'active' : 'candidate',
	});
	return { asked, subject: subjectOf(axis), rows: [row], kept: [] };
}

async function changeRule(trx: Knex, body: AskedRuleChange): Promise<ActPlan> {
	const { rule_code, confidence_threshold, staleness_days } = body;
	if (body.axis_code !== undefined || body.applies_to !== undefined || body.coverage_mode !== undefined || body.activate) {
		throw new InvalidPayloadError({
			reason:
				'a rule that is there takes confidence_threshold and staleness_days; its status is changed by POST /axis/model/changes',
		});
	}
	if (confidence_threshold === undefined && staleness_days === undefined) {
		throw new InvalidPayloadError({ reason: 'give confidence_threshold or staleness_days' });
	}
	const subject = await readSubject(trx, { kind: 'rule', code: rule_code, axis_code: null });
	const held = state.parse((await readStates(trx, [subject]))[0]?.state);
	const named = { kind: 'rule', key: rule_code };
	const change: RowState = {};
	if (confidence_threshold !== undefined && confidence_threshold !== held.confidence_threshold) {
		change.confidence_threshold = String(confidence_threshold);
	}
	if (staleness_days !== undefined && staleness_days !== held.staleness_days) change.staleness_days = String(staleness_days);
	const changes = Object.keys(change).length > 0;
	return {
		asked: `Changing the rule "${rule_code}"`,
		subject,
		rows: changes ? [{ relation: 'coverage_rule', id: subject.id, change, ...named }] : [],
		kept: changes ? [] : [{ ...named, why: 'it asks for that' }],
	};
}
